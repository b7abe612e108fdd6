package dev.truechimer.clock.host;

import com.sun.jna.NativeLibrary;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.SharedLibrary;
import java.io.IOException;
import java.nio.file.Path;

/** The functions of host-peer.c, which each test that {@linkplain NeedsGcc has gcc} builds for itself. */
final class HostPeer {

    private final NativeLibrary library;

    private HostPeer(NativeLibrary library) {
        this.library = library;
    }

    static HostPeer build(Path folder) throws IOException, InterruptedException {
        Path built = SharedLibrary.build(HostPeer.class, "host-peer.c", folder);
        return new HostPeer(NativeLibrary.getInstance(built.toString()));
    }

    int call(String function, Object... arguments) {
        return library.getFunction(function).invokeInt(arguments);
    }

    long clockNanos(HostClock clock, int id) {
        long nanos = library.getFunction("clock_nanos").invokeLong(new Object[] {id});
        if (nanos < 0) {
            throw new AssertionError("C can't read " + clock);
        }
        return nanos;
    }

    /** What a function without a result writes into an array. */
    long[] numbers(String function, int count) {
        long[] out = new long[count];
        library.getFunction(function).invokeVoid(new Object[] {out});
        return out;
    }
}
