package dev.tollgate.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page of Markdown of this project.
///
/// @param path from the project's folder
/// @param prose its text without fenced blocks
/// @param blocks its fenced blocks
record Document(Path path, String prose, List<Block> blocks) {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern QUOTED = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /// A fenced block.
    record Block(String language, String text) {}

    /// All pages, those of the root first.
    static List<Document> all() {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> root = Files.list(PROJECT); Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            Stream.concat(root, docs).filter(path -> path.toString().endsWith(".md")).sorted().forEach(paths::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return paths.stream().map(Document::read).toList();
    }

    /// @param names paths from the project's folder; of a folder all pages in it
    static List<Document> of(String... names) {
        return all().stream().filter(page -> Stream.of(names).anyMatch(page.path::startsWith)).toList();
    }

    private static Document read(Path file) {
        try {
            String text = Files.readString(file);
            List<Block> blocks = FENCED.matcher(text).results()
                    .map(found -> new Block(found.group(1), found.group(2))).toList();
            return new Document(PROJECT.relativize(file), FENCED.matcher(text).replaceAll(""), blocks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything in it.
    String text() {
        return prose + blocks.stream().map(Block::text).collect(Collectors.joining("\n"));
    }

    /// Where its links lead, as they are written.
    List<String> links() {
        return LINK.matcher(prose).results().map(found -> found.group(1)).toList();
    }

    /// What stands between backticks.
    List<String> quoted() {
        return QUOTED.matcher(prose).results().map(found -> found.group(1)).toList();
    }

    /// What of it is written in this way between backticks.
    List<String> quoted(Pattern form) {
        return quoted().stream().filter(form.asMatchPredicate()).toList();
    }

    /// Commands for a shell: whole lines, continued ones put together, without comments.
    List<String> commands() {
        return blocks.stream().filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.text().replaceAll("\\\\\\n\\s*", "").lines())
                .map(line -> line.replaceFirst("(^|\\s+)#.*$", "").strip()).filter(line -> !line.isEmpty()).toList();
    }

    /// The anchors of its headings, as the usual web pages for sources make them.
    Set<String> anchors() {
        Matcher headings = HEADING.matcher(prose);
        return headings.results().map(found -> found.group(1).strip().toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-')).collect(Collectors.toSet());
    }
}
