package dev.truechimer.hlc.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One method of each kind, with texts as messages. */
final class Methods {

    static final String SERVICE = "truechimer.test.Echo";

    static final MethodDescriptor<String, String> UNARY = method(MethodType.UNARY);
    static final MethodDescriptor<String, String> SERVER_STREAMING = method(MethodType.SERVER_STREAMING);
    static final MethodDescriptor<String, String> CLIENT_STREAMING = method(MethodType.CLIENT_STREAMING);
    static final MethodDescriptor<String, String> BIDI = method(MethodType.BIDI_STREAMING);

    private Methods() {}

    /** For parameterised tests. */
    static List<MethodDescriptor<String, String>> all() {
        return List.of(UNARY, SERVER_STREAMING, CLIENT_STREAMING, BIDI);
    }

    private static MethodDescriptor<String, String> method(MethodType type) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, type.name()))
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
