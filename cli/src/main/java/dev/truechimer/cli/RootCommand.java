package dev.truechimer.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code truechimer} without a subcommand: shows what there is. */
@Command(
        name = "truechimer",
        description = "A clock that says how sure it is: the true time lies between earliest and latest.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Exit codes: 0 success; 1 no synchronisation, or a promise did not hold; 2 wrong usage.",
            "Start with: truechimer demo"
        })
final class RootCommand implements Callable<Integer> {

    private final Output output;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Shows what the library logs, and stack traces, on standard error.")
    private boolean verbose;

    RootCommand(Output output) {
        this.output = output;
    }

    boolean isVerbose() {
        return verbose;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(output.err());
        }
        return CliException.USAGE;
    }
}
