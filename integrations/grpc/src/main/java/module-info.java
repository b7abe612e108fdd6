/** Hybrid timestamps in the metadata of gRPC calls. */
module dev.truechimer.hlc.grpc {
    requires static org.jspecify;
    requires transitive dev.truechimer.hlc;
    requires transitive io.grpc;

    exports dev.truechimer.hlc.grpc;
}
