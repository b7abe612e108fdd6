package dev.truechimer.hlc.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;

/** Handlers that say in their metadata what they want, for servers without the interceptor. */
final class Raw {

    private Raw() {}

    static ServerServiceDefinition service(
            MethodDescriptor<String, String> method, ServerCallHandler<String, String> handler) {
        return ServerServiceDefinition.builder(Methods.SERVICE)
                .addMethod(method, handler)
                .build();
    }

    /** Answers with one message, once the caller has sent everything. */
    static ServerCallHandler<String, String> stamps(String inHeaders, String inTrailers) {
        return stamps(inHeaders, Status.OK, inTrailers);
    }

    /** Answers with one message, once the caller has sent everything; with trailers only, if the headers are null. */
    static ServerCallHandler<String, String> stamps(String inHeaders, Status status, String inTrailers) {
        return (call, headers) -> {
            call.request(Integer.MAX_VALUE);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    if (inHeaders != null) {
                        call.sendHeaders(stamped(inHeaders));
                        call.sendMessage("answer");
                    }
                    call.close(status, stamped(inTrailers));
                }
            };
        };
    }

    /** With these timestamps, separated by blanks; without any if it is empty. */
    static Metadata stamped(String timestamps) {
        Metadata metadata = new Metadata();
        if (!timestamps.isEmpty()) {
            for (String timestamp : timestamps.split(" ")) {
                metadata.put(HlcMetadata.KEY, timestamp);
            }
        }
        return metadata;
    }
}
