package dev.truechimer.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code truechimer watch}: a reading again and again, until somebody ends it. */
@Command(
        name = "watch",
        header = "Shows the reading again and again.",
        description = {
            "Shows the reading and the sources again and again: a table that refreshes on a terminal, a line each time"
                    + " elsewhere. Ends with Ctrl-C, or when nobody reads the output any more."
        },
        footer = {"", "Example: truechimer watch --ntp ntp1.example.net,ntp2.example.net,ntp3.example.net"})
final class WatchCommand implements Callable<Integer> {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    private final Output output;

    @Mixin
    private ClockOptions clock = new ClockOptions();

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            description = "The time between two readings. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1s")
    private Duration interval = Duration.ZERO;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Ends after so many readings. Default: goes on for ever.")
    private @Nullable Long count;

    @Option(names = "--json", description = "Prints a JSON object on a line each time.")
    private boolean json;

    WatchCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw CliException.usage("--interval must be at least 10ms");
        }
        if (count != null && count < 1) {
            throw CliException.usage("--count must be at least 1: " + count);
        }
        try (Session session = clock.open()) {
            watch(session);
            return 0;
        }
    }

    /** Returns when nobody reads any more, whatever is known then, or when the last reading was bounded. */
    private void watch(Session session) throws InterruptedException {
        Countdown pacing = Countdown.of(Durations.LONGEST);
        Screen screen = new Screen(output.out());
        boolean live = output.live() && !json;
        if (!live && !json) {
            output.out().println(WatchLine.heading());
        }
        for (long shown = 1; ; shown++) {
            pacing.waitUntil(shown * interval.toNanos());
            Snapshot snapshot = session.snapshot();
            if (live) {
                screen.show(SnapshotText.brief(snapshot));
            } else {
                output.out().println(json ? SnapshotJson.line(snapshot) : WatchLine.of(snapshot));
            }
            if (output.isBroken()) {
                return;
            }
            if (count != null && shown >= count) {
                requireBounded(snapshot);
                return;
            }
        }
    }

    private static void requireBounded(Snapshot last) {
        if (!last.isBounded()) {
            throw CliException.failed("no bounded reading at the end: " + Diagnosis.ofUnbounded(last.report()));
        }
    }
}
