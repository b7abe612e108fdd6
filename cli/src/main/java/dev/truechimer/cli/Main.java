package dev.truechimer.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** The {@code truechimer} command. */
public final class Main {

    /** How long a command may take to end after Ctrl-C. */
    private static final long FAREWELL_SECONDS = 3;

    private Main() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread command = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(command, ended), "truechimer-end"));
        int exitCode = CliException.FAILED;
        try {
            exitCode = run(args, Output.ofProcess());
        } finally {
            ended.countDown();
        }
        System.exit(exitCode);
    }

    /** On Ctrl-C: lets the command close what it opened. */
    private static void interrupt(Thread command, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            if (!ended.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs the command in this process, as if it did not write to a terminal.
     *
     * @param args the command line
     * @param out what was asked for
     * @param err what went wrong
     * @return the exit code
     */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, new Output(out, err, false));
    }

    static int run(String[] args, Output output) {
        RootCommand root = new RootCommand(output);
        CommandLine commands = commandLine(root, output);
        int exitCode = commands.execute(args);
        output.out().flush();
        output.err().flush();
        return exitCode;
    }

    private static CommandLine commandLine(RootCommand root, Output output) {
        CommandLine commands = new CommandLine(root)
                .addSubcommand(new DemoCommand(output))
                .addSubcommand(new NowCommand(output))
                .addSubcommand(new WatchCommand(output))
                .addSubcommand(new WaitCommand(output))
                .addSubcommand(new ClocksCommand(output))
                .addSubcommand("completion", new AutoComplete.GenerateCompletion())
                .addSubcommand(new HelpCommand());
        commands.getCommandSpec()
                .version(version())
                .addOption(option("Shows the version.", "-V", "--version")
                        .versionHelp(true)
                        .build());
        addHelp(commands);
        commands.getSubcommands().values().forEach(Main::addHelp);
        commands.registerConverter(HostPort.class, converter(HostPort::parse));
        commands.registerConverter(DelayRange.class, converter(DelayRange::parse));
        commands.registerConverter(Duration.class, converter(Durations::parse));
        return commands.setOut(output.out())
                .setErr(output.err())
                .setExpandAtFiles(false)
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    if (root.isVerbose()) {
                        Logs.showOn(output.err());
                    } else {
                        Logs.silence();
                    }
                    return new RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((e, args) -> refuse(e, output))
                .setExecutionExceptionHandler((e, command, parsed) -> fail(e, command, root, output));
    }

    /** Some of picocli's own commands have it already. */
    private static void addHelp(CommandLine command) {
        if (command.getCommandSpec().findOption("--help") == null) {
            command.getCommandSpec()
                    .addOption(option("Shows this help.", "-h", "--help")
                            .usageHelp(true)
                            .build());
        }
    }

    private static OptionSpec.Builder option(String description, String... names) {
        return OptionSpec.builder(names).type(boolean.class).arity("0").description(description);
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static int refuse(ParameterException e, Output output) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        output.err().println(command + ": " + firstLine(e) + "; see '" + command + " --help'");
        return CliException.USAGE;
    }

    private static int fail(Exception e, CommandLine command, RootCommand root, Output output) {
        if (e instanceof InterruptedException) {
            return CliException.INTERRUPTED;
        }
        String name = command.getCommandSpec().qualifiedName();
        if (e instanceof CliException known) {
            String hint = known.exitCode() == CliException.USAGE ? "; see '" + name + " --help'" : "";
            output.err().println(name + ": " + firstLine(e) + hint);
            return known.exitCode();
        }
        output.err()
                .println(name + ": a fault of this program: " + firstLine(e)
                        + (root.isVerbose() ? "" : "; run again with --verbose and report what it shows"));
        if (root.isVerbose()) {
            e.printStackTrace(output.err());
        }
        return CliException.FAILED;
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().findFirst().orElse(e.toString());
    }

    /** From the jar's manifest. */
    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "truechimer " + (version == null ? "development" : version);
    }
}
