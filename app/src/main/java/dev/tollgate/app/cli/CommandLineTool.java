package dev.tollgate.app.cli;

import dev.tollgate.app.Version;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The whole of `./tollgate`, from arguments to an exit code.
public final class CommandLineTool {

    /// The program did what it was asked.
    public static final int OK = 0;
    /// The program has a bug.
    public static final int BUG = 1;
    /// The person at the keyboard can put it right, or is to know of it.
    public static final int USER_ERROR = 2;
    /// The API turned the call down.
    public static final int REFUSED = 3;
    /// The API did not answer, or cannot now: trying again later may help.
    public static final int TRY_AGAIN = 4;

    private final CommandLine root;

    /// @param environment the variables of the process
    public CommandLineTool(Commands commands, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        var around = new Surroundings(commands, environment, out);
        root = group("tollgate", "A self-hosted proxy-access system.")
                .addSubcommand(new ServeCommand(around))
                .addSubcommand(new DemoCommand(around))
                .addSubcommand(group("config", "Looks at settings.")
                        .addSubcommand(new ConfigCheckCommand(around))
                        .addSubcommand(new ConfigReferenceCommand(around)))
                .addSubcommand(group("token", "Works with API tokens.")
                        .addSubcommand(new TokenCreateCommand(around)))
                .addSubcommand(new AccountCommand(around))
                .addSubcommand(new PlanCommand(around))
                .addSubcommand(group("audit", "Works with the audit log.")
                        .addSubcommand(new AuditVerifyCommand(around)))
                .addSubcommand(new DoctorCommand(around))
                .addSubcommand(new TrainCommand(around))
                .addSubcommand(new VersionCommand(around));
        root.getCommandSpec().version("tollgate " + Version.current())
                .addOption(OptionSpec.builder("-V", "--version").versionHelp(true).description("Prints the version.")
                        .build());
        root.setOut(out).setErr(err);
        root.setParameterExceptionHandler((mistake, _) -> explain(mistake));
        root.setExecutionExceptionHandler((thrown, line, _) -> explain(thrown, line));
        withHelp(root);
    }

    /// Runs one command and answers its exit code.
    public int run(List<String> arguments) {
        int code = root.execute(arguments.toArray(String[]::new));
        root.getOut().flush();
        root.getErr().flush();
        return code;
    }

    private static CommandLine group(String name, String description) {
        var group = new CommandLine(new Group());
        group.setCommandName(name);
        group.getCommandSpec().usageMessage().description(description);
        return group;
    }

    private static void withHelp(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true)
                    .description("Shows this help.").build());
        }
        line.getSubcommands().values().forEach(CommandLineTool::withHelp);
    }

    private static int explain(ParameterException mistake) {
        CommandLine line = mistake.getCommandLine();
        String first = Objects.requireNonNullElse(mistake.getMessage(), "").lines().findFirst().orElse("");
        String meant = mistake instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream().findFirst().map(name -> "; did you mean " + name + "?").orElse("")
                : "";
        String help = "; `" + line.getCommandSpec().qualifiedName() + " --help` shows what there is";
        print(line.getErr(), first + (meant.isEmpty() ? help : meant));
        return USER_ERROR;
    }

    private static int explain(Exception thrown, CommandLine line) {
        if (thrown instanceof UserError user) {
            user.lines().forEach(text -> print(line.getErr(), text));
            return USER_ERROR;
        }
        if (thrown instanceof ApiFailure failure) {
            failure.lines().forEach(text -> print(line.getErr(), text));
            return failure.exitCode();
        }
        print(line.getErr(), "this is a bug; please report it with what follows");
        thrown.printStackTrace(line.getErr());
        return BUG;
    }

    private static void print(PrintWriter err, String text) {
        err.println("tollgate: " + text);
    }
}
