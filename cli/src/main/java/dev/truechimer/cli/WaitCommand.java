package dev.truechimer.cli;

import dev.truechimer.clock.ClockStatus;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code truechimer wait}: holds a start script until the time is known well enough. */
@Command(
        name = "wait",
        header = "Waits until the clock is synchronised.",
        description =
                "For start scripts: returns once the clock is synchronised. Exit code 1 if the timeout comes first.",
        footer = {"", "Example: truechimer wait --ntp ntp1.example.net --epsilon 5ms --timeout 30s && exec my-database"
        })
final class WaitCommand implements Callable<Integer> {

    private static final long LOOK_NANOS = 5_000_000L;

    private final Output output;

    @Mixin
    private ClockOptions clock = new ClockOptions();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait. Default: ${DEFAULT-VALUE}.",
            defaultValue = "30s")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--epsilon",
            paramLabel = "DURATION",
            description = "Waits until half the width of the interval is no more than this, too.")
    private @Nullable Duration epsilon;

    WaitCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        CliException.requirePositive("--timeout", timeout);
        if (epsilon != null) {
            CliException.requirePositive("--epsilon", epsilon);
        }
        Countdown countdown = Countdown.of(timeout);
        try (Session session = clock.open()) {
            while (true) {
                Snapshot snapshot = session.snapshot();
                if (isGoodEnough(snapshot)) {
                    output.out()
                            .println("synchronised after " + Nanos.length(countdown.elapsedNanos()) + ", epsilon "
                                    + Nanos.length(snapshot.interval().epsilonNanos()));
                    return 0;
                }
                if (countdown.isOver()) {
                    throw CliException.failed(
                            "not synchronised within " + Nanos.length(timeout.toNanos()) + ": " + missing(snapshot));
                }
                countdown.pause(LOOK_NANOS);
            }
        }
    }

    private boolean isGoodEnough(Snapshot snapshot) {
        return snapshot.isBounded()
                && snapshot.reading().status() == ClockStatus.SYNCHRONIZED
                && (epsilon == null || snapshot.interval().epsilonNanos() <= epsilon.toNanos());
    }

    private String missing(Snapshot snapshot) {
        boolean tooWide = epsilon != null && snapshot.reading().status() == ClockStatus.SYNCHRONIZED;
        return tooWide && epsilon != null
                ? Diagnosis.ofEpsilon(snapshot.interval(), epsilon, snapshot.report())
                : Diagnosis.ofUnbounded(snapshot.report());
    }
}
