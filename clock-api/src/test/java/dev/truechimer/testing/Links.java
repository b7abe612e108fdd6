package dev.truechimer.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The links of a page in Markdown. Each is taken for one within the repository: pages lead nowhere else. */
public final class Links {

    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{Alnum} -]");

    private final Path page;
    private final List<String> targets;

    private Links(Path page, List<String> targets) {
        this.page = page;
        this.targets = targets;
    }

    /** Those of this page, without its pictures. */
    public static Links of(Path page) throws IOException {
        List<String> targets = LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .toList();
        return new Links(page, targets);
    }

    /** What they lead to, as the page writes it: a file, a heading, or both. */
    public List<String> targets() {
        return targets;
    }

    /** What is wrong with those that lead nowhere. */
    public List<String> dead() throws IOException {
        List<String> dead = new ArrayList<>();
        for (String target : targets) {
            fault(target).ifPresent(dead::add);
        }
        return dead;
    }

    private Optional<String> fault(String target) throws IOException {
        int anchorAt = target.indexOf('#');
        Path file = anchorAt == 0 ? page : page.resolveSibling(anchorAt < 0 ? target : target.substring(0, anchorAt));
        if (!Files.isRegularFile(file)) {
            return Optional.of("no such file: " + target);
        }
        if (anchorAt >= 0 && !anchors(file).contains(target.substring(anchorAt + 1))) {
            return Optional.of("no such heading: " + target);
        }
        return Optional.empty();
    }

    /** As hosts of Markdown make them of headings. */
    private static List<String> anchors(Path file) throws IOException {
        return HEADING.matcher(Files.readString(file))
                .results()
                .map(heading -> NOT_IN_ANCHORS
                        .matcher(heading.group(1).toLowerCase(Locale.ROOT))
                        .replaceAll("")
                        .replace(' ', '-'))
                .toList();
    }
}
