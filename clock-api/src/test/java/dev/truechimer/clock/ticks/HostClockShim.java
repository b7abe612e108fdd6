package dev.truechimer.clock.ticks;

import dev.truechimer.testing.ChildJvm;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.SharedLibrary;
import dev.truechimer.testing.TalkingJvm;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A wall clock of its own for a child JVM, which the test sets as it likes while the child runs; the host's clock is
 * not touched, and the child's other clocks are the host's. A shared library that stands before the C library's
 * functions, built by gcc.
 *
 * <p><b>Threads:</b> any may set it; the child sees it at its next reading.
 */
final class HostClockShim {

    private static final String SOURCE = "host-clock-shim.c";
    private static final VarHandle OFFSET =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Path library;
    private final Path file;
    private final ByteBuffer offset;

    private HostClockShim(Path library, Path file, ByteBuffer offset) {
        this.library = library;
        this.file = file;
        this.offset = offset;
    }

    /**
     * Builds one; a test of it {@linkplain NeedsGcc needs gcc}.
     *
     * @param folder the test's own, which outlives the child
     */
    static HostClockShim build(Path folder) throws IOException, InterruptedException {
        Path library = SharedLibrary.build(HostClockShim.class, SOURCE, folder);
        Path file = folder.resolve("offset");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new HostClockShim(library, file, channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        }
    }

    /** Starts a child whose wall clock this is. */
    TalkingJvm start(Class<?> main, String... arguments) throws IOException {
        ProcessBuilder child = ChildJvm.small(main, arguments);
        child.environment().put("LD_PRELOAD", library.toString());
        child.environment().put("TRUECHIMER_SHIM_OFFSET", file.toString());
        return TalkingJvm.start(child);
    }

    /** How far the child's wall clock is ahead of the host's, in nanoseconds. */
    long offsetNanos() {
        return (long) OFFSET.getAcquire(offset, 0);
    }

    /** Sets the child's wall clock to be ahead of the host's by this; negative: behind. */
    void offset(Duration ahead) {
        OFFSET.setRelease(offset, 0, ahead.toNanos());
    }

    /** Steps the child's wall clock. */
    void step(Duration size) {
        OFFSET.getAndAdd(offset, 0, size.toNanos());
    }
}
