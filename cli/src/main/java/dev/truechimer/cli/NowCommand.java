package dev.truechimer.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code truechimer now}: one reading. */
@Command(
        name = "now",
        header = "Prints one reading.",
        description = {
            "Asks the sources what time it is and prints one reading: the interval that contains the true time, and why it"
                    + " is as wide as it is."
        },
        footer = {
            "",
            "Examples:",
            "  truechimer now --ntp ntp1.example.net,ntp2.example.net,ntp3.example.net",
            "  truechimer now --ptp eth0 --gpsd localhost --ntp ntp1.example.net"
        })
final class NowCommand implements Callable<Integer> {

    private final Output output;

    @Mixin
    private ClockOptions clock = new ClockOptions();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait for a reading. Default: ${DEFAULT-VALUE}.",
            defaultValue = "10s")
    private Duration timeout = Duration.ZERO;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    NowCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        CliException.requirePositive("--timeout", timeout);
        try (Session session = clock.open()) {
            FirstReading.await(session, timeout);
            Snapshot snapshot = session.snapshot();
            if (json) {
                output.out().println(SnapshotJson.line(snapshot));
            } else if (snapshot.isBounded()) {
                SnapshotText.full(snapshot).forEach(output.out()::println);
            }
            if (!snapshot.isBounded()) {
                throw CliException.failed("no bounded reading: " + Diagnosis.ofUnbounded(snapshot.report()));
            }
            return 0;
        }
    }
}
