package dev.truechimer.ptp.daemon;

import dev.truechimer.clock.shell.Measuring;
import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.testing.HostTime;

/** A source that is right by definition: it tells the host's own clock, which is the truth of these tests. */
final class HostClockSource implements TimeSource {

    private static final long EVERY_NANOS = 100_000_000;
    private static final long ERROR_NANOS = 1_000_000;

    private final SourceShell shell;

    HostClockSource(String name) {
        shell = new SourceShell(name);
    }

    @Override
    public String name() {
        return shell.name();
    }

    @Override
    public void start(SourceContext context) {
        shell.start(context, given -> new Measuring() {
            @Override
            public long turn() {
                long before = given.ticks().nanos();
                long taiNanos = given.leapSeconds().taiFromUtcNanos(HostTime.utcNanos());
                long after = given.ticks().nanos();
                given.accept(Claim.ofEvent(before, taiNanos, after, ERROR_NANOS, 0, 0, 0));
                return EVERY_NANOS;
            }

            @Override
            public void end() {}
        });
    }

    @Override
    public void close() {
        shell.close();
    }
}
