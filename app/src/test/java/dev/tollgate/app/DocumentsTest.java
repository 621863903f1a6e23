package dev.tollgate.app;

import dev.tollgate.app.cli.CommandLineTool;
import dev.tollgate.app.cli.Commands;
import dev.tollgate.app.cli.NewToken;
import dev.tollgate.app.client.Answer;
import dev.tollgate.app.client.Api;
import dev.tollgate.app.client.ApiAddress;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.control.route.Access;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.route.RouteTable;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.token.Scope;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What documents say of the code, held against the code.
class DocumentsTest {

    private static final String[] FOR_USERS = {"README.md", "README.zh-CN.md", "CHANGELOG.md", "docs/guide",
        "docs/security.md", "docs/performance.md", "docs/reliability.md"};
    private static final String[] FOR_DEVELOPERS = {"ARCHITECTURE.md", "CONTRIBUTING.md", "docs/adr"};
    private static final Pattern KEY = Pattern.compile("[a-z_]+(\\.[a-z_]+)+(\\.\\*)?");
    private static final Pattern VARIABLE = Pattern.compile("TOLLGATE_[A-Z_]+");
    private static final Pattern GATEWAY_CODE = Pattern.compile("[a-z]{2,}(-[a-z]+)+");
    private static final Pattern ANSWER = Pattern.compile("\\b[45]\\d\\d[` ]+`([a-z_-]+)`");
    private static final Pattern API_PATH = Pattern.compile("/v1(/[^\\s\"'?`]*)");
    private static final Pattern FILE = Pattern.compile("\\.?[a-z][\\w.-]*(/[\\w.-]+)+");
    private static final Pattern CODE = Pattern.compile("(domain|store|gateway|control|app)(\\.\\w+)+");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+([A-Z][a-z0-9]*)+");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w+)");
    private static final Pattern COMMAND = Pattern.compile("(?:^|\\s)\\./tollgate( .*)$");
    /// The file is the reader's.
    private static final Pattern OF_A_FILE = Pattern.compile(" --config \\S+");
    private static final Pattern SCOPE_ROW = Pattern.compile("(?m)^\\| `([a-z:*]+)` \\| .*$");
    private static final Pattern PROMISE_ROW = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\| .* \\| (.*) \\|$");
    private static final Pattern HELD_BY = Pattern.compile("^`\\w+(Test|Contract)`");
    private static final Pattern OPERATION_ROW = Pattern.compile("(?m)^\\| [A-Z]+ \\| .*$");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern USERNAME = Pattern.compile("helo_.*");
    private static final Pattern TEST = Pattern.compile("\\w+(Test|Contract)");
    /// Programs of others that are spelled like our codes.
    private static final Set<String> NO_CODES = Set.of("socks-proxy-agent", "send-proxy");

    @Test
    void every_link_between_documents_leads_somewhere() {
        Map<Path, Document> pages = Document.all().stream().collect(Collectors.toMap(Document::path, page -> page));
        List<String> dead = new ArrayList<>();
        for (Document page : pages.values()) {
            page.links().stream().filter(link -> !link.contains("://")).forEach(link -> {
                String[] parts = link.split("#", 2);
                Path folder = page.path().resolveSibling("");
                Path target = parts[0].isEmpty() ? page.path() : folder.resolve(parts[0]).normalize();
                Document there = pages.get(target);
                boolean anchored = parts.length < 2 || (there != null && there.anchors().contains(parts[1]));
                if (!Files.exists(Document.PROJECT.resolve(target)) || !anchored) {
                    dead.add(page.path() + " → " + link);
                }
            });
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void every_setting_that_is_named_exists() {
        Set<String> sections = Settings.SECTIONS.stream().map(section -> section.name())
                .filter(name -> !name.isEmpty()).collect(Collectors.toSet());
        Set<String> keys = settings().map(Setting::key).collect(Collectors.toSet());
        Predicate<String> known = key -> key.endsWith(".*")
                ? keys.stream().anyMatch(one -> one.startsWith(key.substring(0, key.length() - 1)))
                : keys.contains(key);

        assertThat(named(FOR_USERS, KEY).filter(key -> sections.contains(key.substring(0, key.indexOf('.')))))
                .isNotEmpty().allMatch(known);
    }

    @Test
    void every_variable_that_is_named_is_one_of_a_setting() {
        Set<String> variables = settings().flatMap(one -> Stream.of(one.variable(), one.fileVariable()))
                .collect(Collectors.toCollection(TreeSet::new));
        variables.addAll(Settings.LAUNCHER_VARIABLES);

        assertThat(Document.all().stream().flatMap(page -> VARIABLE.matcher(page.text()).results())
                .map(MatchResult::group).filter(name -> !name.endsWith("_"))).isNotEmpty().isSubsetOf(variables);
    }

    @Test
    void every_error_code_that_is_named_exists() {
        Set<String> codes = Stream.concat(Arrays.stream(GatewayError.values()).map(GatewayError::code),
                Arrays.stream(ApiError.values()).map(ApiError::code)).collect(Collectors.toSet());

        assertThat(named(FOR_USERS, GATEWAY_CODE).filter(Predicate.not(NO_CODES::contains))).isNotEmpty()
                .isSubsetOf(codes);
        assertThat(Document.all().stream().flatMap(page -> ANSWER.matcher(page.prose()).results())
                .map(found -> found.group(1))).isNotEmpty().isSubsetOf(codes);
    }

    @Test
    void every_path_of_the_api_that_is_named_has_a_route() {
        RouteTable routes = new RouteTable(ApiRoutes.ALL);

        assertThat(Document.of("README.md", "docs/guide", "docs/reference").stream()
                .flatMap(page -> API_PATH.matcher(page.text()).results()).map(found -> Route.BASE + found.group(1)))
                .isNotEmpty().allMatch(path -> !(routes.find("GET", path) instanceof RouteTable.Match.Unknown));
    }

    @Test
    void the_page_of_scopes_lists_every_scope_and_every_operation() {
        String page = Document.of("docs/reference/scopes.md").getFirst().prose();

        assertThat(SCOPE_ROW.matcher(page).results().map(found -> found.group(1)))
                .containsExactlyElementsOf(Arrays.stream(Scope.values()).map(Scope::text).toList());
        assertThat(OPERATION_ROW.matcher(page).results().map(MatchResult::group))
                .containsExactlyElementsOf(ApiRoutes.ALL.stream()
                        .map(route -> "| %s | `%s` | %s |".formatted(route.method(), route.path(), who(route.access())))
                        .toList());
    }

    private static String who(Access access) {
        return switch (access) {
            case Access.Open() -> "–";
            case Access.AnyToken() -> "any token";
            case Access.SignedIn() -> "a session";
            case Access.Owner() -> "`*`; of the members only an owner";
            case Access.Needs(Set<Scope> anyOf) ->
                anyOf.stream().map(scope -> "`" + scope.text() + "`").collect(Collectors.joining(" or "));
        };
    }

    @Test
    void every_file_that_is_named_to_developers_exists() {
        assertThat(named(FOR_DEVELOPERS, FILE)).isNotEmpty()
                .allMatch(name -> Files.exists(Document.PROJECT.resolve(name)));
    }

    @Test
    void every_package_and_type_that_is_named_to_developers_exists() throws IOException {
        Set<String> keys = settings().map(Setting::key).collect(Collectors.toSet());
        assertThat(named(FOR_DEVELOPERS, CODE).filter(Predicate.not(keys::contains))).isNotEmpty()
                .allMatch(DocumentsTest::inTheCode);

        assertThat(Document.of("ARCHITECTURE.md", "CONTRIBUTING.md").stream().flatMap(page -> page.quoted(TYPE)
                .stream()))
                .isNotEmpty().isSubsetOf(declaredTypes());
    }

    private static boolean inTheCode(String name) {
        Path folder = Document.PROJECT.resolve(name.substring(0, name.indexOf('.')));
        Path code = folder.resolve("src/main/java/dev/tollgate").resolve(name.replace('.', '/'));
        return Files.isDirectory(code) || Files.exists(Path.of(code + ".java"));
    }

    @Test
    void every_test_that_holds_a_promise_exists() throws IOException {
        Set<String> tests = sources().map(path -> path.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(Document.all().stream().flatMap(page -> page.quoted(TEST).stream()))
                .isNotEmpty().isSubsetOf(tests);
    }

    @Test
    void every_promise_has_a_number_of_its_own_and_a_test() {
        List<MatchResult> rows = PROMISE_ROW.matcher(Document.of("docs/reliability.md").getFirst().prose()).results()
                .toList();

        assertThat(rows).extracting(row -> row.group(1)).isNotEmpty().doesNotHaveDuplicates();
        assertThat(rows).allSatisfy(row -> assertThat(row.group(2)).as(row.group(1)).containsPattern(HELD_BY));
    }

    @Test
    void every_command_of_ours_that_is_shown_is_understood() {
        List<String> shown = Document.all().stream()
                .flatMap(page -> Stream.concat(page.quoted().stream(), page.commands().stream()))
                .flatMap(line -> COMMAND.matcher(line).results()).map(found -> OF_A_FILE.matcher(found.group(1))
                        .replaceAll("").strip()).toList();

        assertThat(shown).isNotEmpty().allSatisfy(arguments -> {
            var said = new StringWriter();
            List<String> line = BLANKS.splitAsStream(arguments).toList();
            assertThat(new CommandLineTool(new Listening(), Map.of("TOLLGATE_CLI__TOKEN", "x"),
                    new PrintWriter(said),
                    new PrintWriter(said)).run(line)).as(said.toString()).isZero();
        });
    }

    @Test
    void both_readmes_show_the_same_commands_and_the_same_usernames() {
        Document english = Document.of("README.md").getFirst();
        Document chinese = Document.of("README.zh-CN.md").getFirst();

        assertThat(chinese.commands()).isEqualTo(english.commands());
        assertThat(chinese.quoted(USERNAME)).isNotEmpty().isEqualTo(english.quoted(USERNAME));
        assertThat(chinese.links().stream().filter(link -> link.startsWith("docs/")))
                .containsExactlyElementsOf(english.links().stream().filter(link -> link.startsWith("docs/")).toList());
    }

    @Test
    void no_document_names_a_folder_of_somebodys_machine() {
        assertThat(Document.all()).allSatisfy(page -> assertThat(page.text()).as("%s", page.path())
                .doesNotContainPattern("/(root|work|home|Users)/"));
    }

    @Test
    void words_are_plain() {
        assertThat(Document.all()).allSatisfy(page -> assertThat(page.prose()).as("%s", page.path())
                .doesNotContainPattern("(?i)\\b(simply|just)\\b"));
    }

    /// Understands every command and does nothing.
    private static final class Listening implements Commands {
        @Override
        public int serve(Settings.Outcome.Loaded loaded, SettingsSources sources, boolean takeOver) {
            return CommandLineTool.OK;
        }

        @Override
        public int demo(boolean check, SettingsSources sources) {
            return CommandLineTool.OK;
        }

        @Override
        public int createToken(Settings settings, NewToken token) {
            return CommandLineTool.OK;
        }

        @Override
        public Api connect(ApiAddress address) {
            return _ -> new Answer.Ok(MissingNode.getInstance());
        }

        @Override
        public int train(Duration duration) {
            return CommandLineTool.OK;
        }

        @Override
        public int doctor(Settings settings) {
            return CommandLineTool.OK;
        }
    }

    private static Stream<Setting<?>> settings() {
        return Settings.SECTIONS.stream().flatMap(section -> section.settings().stream());
    }

    private static Stream<String> named(String[] pages, Pattern form) {
        return Document.of(pages).stream().flatMap(page -> page.quoted(form).stream());
    }

    private static Stream<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : List.of("domain", "store", "gateway", "control", "app", "bench")) {
            try (Stream<Path> files = Files.walk(Document.PROJECT.resolve(module).resolve("src"))) {
                files.filter(path -> path.toString().endsWith(".java")).forEach(found::add);
            }
        }
        return found.stream();
    }

    private static Set<String> declaredTypes() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path path : sources().toList()) {
            DECLARED.matcher(Files.readString(path)).results().map(found -> found.group(1)).forEach(names::add);
        }
        return names;
    }
}
