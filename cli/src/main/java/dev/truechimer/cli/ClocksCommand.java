package dev.truechimer.cli;

import dev.truechimer.clock.ticks.ClockProfile;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code truechimer clocks}: what the clocks of this host cost and resolve. */
@Command(
        name = "clocks",
        header = "Shows what the clocks of this host cost and resolve.",
        description = {
            "Reads each clock of this host for a while and prints what a reading costs, how fine it is, whether time ran"
                    + " backwards, and what is wrong with these clocks. It asks no server, and says nothing of whether they"
                    + " are right. Measure on an idle host; for exact costs use a benchmark.",
            "",
            "The exit code is 0 with warnings, too: they are in the output."
        },
        footer = {"", "Example: truechimer clocks --duration 2s"})
final class ClocksCommand implements Callable<Integer> {

    private final Output output;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description = "How long to measure, 10ms to 1m. Default: ${DEFAULT-VALUE}.",
            defaultValue = "500ms")
    private Duration duration = Duration.ZERO;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    ClocksCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (duration.compareTo(ClockProfile.SHORTEST_LENGTH) < 0
                || duration.compareTo(ClockProfile.LONGEST_LENGTH) > 0) {
            throw CliException.usage("--duration must be 10ms to 1m");
        }
        ClockProfile profile = ClockProfile.measure(duration);
        if (json) {
            output.out().println(ClocksJson.line(profile));
        } else {
            ClocksText.lines(profile).forEach(output.out()::println);
        }
        return 0;
    }
}
