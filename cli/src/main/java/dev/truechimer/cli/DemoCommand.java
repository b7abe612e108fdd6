package dev.truechimer.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code truechimer demo}: what this is, shown on this host, without a network. */
@Command(
        name = "demo",
        header = "Shows the clock at work on this host.",
        description = {
            "Shows the clock at work, with three NTP servers of its own on the loopback interface, one of which lies. Takes"
                    + " about ten seconds and needs no network. Exit code 1 if a reading missed the truth, a transaction"
                    + " was out of order, or the liar was not found."
        })
final class DemoCommand implements Callable<Integer> {

    private static final long LINE_NANOS = 1_000_000_000L;
    private static final long PICTURE_NANOS = 200_000_000L;

    private final Output output;

    @Option(
            names = "--ticks",
            paramLabel = "TICKS",
            description = "The oscillator: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "auto")
    private Oscillator.Choice ticks = Oscillator.Choice.AUTO;

    @Option(names = "--duration", hidden = true, defaultValue = "9s")
    private Duration duration = Duration.ZERO;

    @Option(names = "--transactions", hidden = true, defaultValue = "1000")
    private int transactions;

    @Option(names = "--writers", hidden = true, defaultValue = "4")
    private int writers;

    @Option(names = "--readers", hidden = true, defaultValue = "2")
    private int readers;

    @Option(names = "--lie", hidden = true, defaultValue = "250ms")
    private Duration lie = Duration.ZERO;

    DemoCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        DemoSettings settings = new DemoSettings(duration, transactions, writers, readers, lie);
        Oscillator oscillator = Oscillator.of(ticks);
        print(DemoText.introduction(settings, oscillator));
        try (DemoWorld world = DemoWorld.start(oscillator, lie)) {
            DemoOutcome outcome =
                    new Demo(settings, world, output.live() ? PICTURE_NANOS : LINE_NANOS).run(audience(settings));
            print(DemoText.summary(outcome));
            if (!outcome.broken().isEmpty()) {
                throw CliException.failed(String.join("; ", outcome.broken()));
            }
            return 0;
        }
    }

    private Consumer<DemoProgress> audience(DemoSettings settings) {
        if (output.live()) {
            Screen screen = new Screen(output.out());
            return progress -> screen.show(DemoText.picture(progress, settings));
        }
        return progress -> output.out().println(DemoText.line(progress));
    }

    private void print(Iterable<String> lines) {
        lines.forEach(output.out()::println);
        output.out().flush();
    }
}
