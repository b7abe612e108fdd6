package dev.truechimer.hlc.grpc;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.function.UnaryOperator;

/** A service that answers each request with what a function makes of it: twice where the answer is a stream. */
final class Echo {

    private Echo() {}

    static ServerServiceDefinition of(UnaryOperator<String> handler) {
        return ServerServiceDefinition.builder(Methods.SERVICE)
                .addMethod(Methods.UNARY, ServerCalls.asyncUnaryCall((request, observer) -> {
                    observer.onNext(handler.apply(request));
                    observer.onCompleted();
                }))
                .addMethod(Methods.SERVER_STREAMING, ServerCalls.asyncServerStreamingCall((request, observer) -> {
                    observer.onNext(handler.apply(request));
                    observer.onNext(handler.apply(request));
                    observer.onCompleted();
                }))
                .addMethod(
                        Methods.CLIENT_STREAMING,
                        ServerCalls.asyncClientStreamingCall(observer -> new Requests(handler, observer, false)))
                .addMethod(
                        Methods.BIDI,
                        ServerCalls.asyncBidiStreamingCall(observer -> new Requests(handler, observer, true)))
                .build();
    }

    private static final class Requests implements StreamObserver<String> {
        private final UnaryOperator<String> handler;
        private final StreamObserver<String> answers;
        private final boolean answerEach;
        private String last = "";

        Requests(UnaryOperator<String> handler, StreamObserver<String> answers, boolean answerEach) {
            this.handler = handler;
            this.answers = answers;
            this.answerEach = answerEach;
        }

        @Override
        public void onNext(String request) {
            last = handler.apply(request);
            if (answerEach) {
                answers.onNext(last);
            }
        }

        @Override
        public void onError(Throwable failure) {
            answers.onError(failure);
        }

        @Override
        public void onCompleted() {
            if (!answerEach) {
                answers.onNext(last);
            }
            answers.onCompleted();
        }
    }
}
