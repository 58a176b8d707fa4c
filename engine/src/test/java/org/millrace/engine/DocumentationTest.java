package org.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.millrace.engine.cli.Millrace;
import org.millrace.engine.fanout.FanOutStage;
import org.millrace.engine.feedback.KnownSeriesStage;
import org.millrace.engine.feedback.LostBooksStage;
import org.millrace.engine.line.StandardLine;
import picocli.CommandLine.Command;

/** Holds READMEs and their pages to what there is: links, anchors, pages that code names, packages, stages, commands. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PACKAGES = ROOT.resolve("engine/src/main/java/org/millrace/engine");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+?) *#*");
    private static final Pattern PAGE = Pattern.compile("([a-z]+(/[a-z-]+)*/[A-Za-z-]+\\.md)");
    private static final Pattern PACKAGE = Pattern.compile("`([a-z]+(\\.[a-z]+)*)`");
    private static final Pattern STAGE = Pattern.compile("\n\\| `([a-z-]+)`");
    private static final Pattern NAME = Pattern.compile("`([a-z-]+)[ `]");

    @Test
    void shouldLinkToWhatThereIs() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : files(name -> name.endsWith(".md"))) {
            for (String target : matches(LINK, String.join("\n", prose(page)))) {
                if (!target.contains("://")) {
                    links++;
                    if (!leadsSomewhere(page, target)) {
                        broken.add(ROOT.relativize(page) + ": " + target);
                    }
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(100);
    }

    @Test
    void shouldNameOnlyPagesThatThereAre() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path file : files(name -> name.endsWith(".java") || name.endsWith(".yaml") || name.endsWith(".json"))) {
            Path module = ROOT.resolve(ROOT.relativize(file).getName(0));
            for (String name : matches(PAGE, linesThatNamePages(file))) {
                if (!Files.exists(ROOT.resolve(name)) && !Files.exists(module.resolve(name))) {
                    missing.add(ROOT.relativize(file) + ": " + name);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void shouldNameEveryPackageOfTheEngine() throws IOException {
        Set<String> packages = files(name -> name.equals("package-info.java")).stream()
                .filter(file -> file.startsWith(PACKAGES) && !file.getParent().equals(PACKAGES))
                .map(file -> PACKAGES.relativize(file.getParent()).toString().replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(matches(PACKAGE, section("Packages"))).containsAll(packages);
    }

    @Test
    void shouldNameEveryStageInItsOrder() throws IOException {
        List<String> behind = List.of(LostBooksStage.NAME, KnownSeriesStage.NAME, FanOutStage.NAME);

        List<String> named = matches(STAGE, section("The line"));

        assertThat(named).isEqualTo(StandardLine.names(behind));
    }

    @Test
    void shouldNameEveryCommand() throws IOException {
        List<String> commands = Stream.of(
                        Millrace.class.getAnnotation(Command.class).subcommands())
                .map(each -> each.getAnnotation(Command.class).name())
                .toList();

        assertThat(matches(NAME, section("Command line"))).containsAll(commands);
    }

    private static String linesThatNamePages(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains(".md"))
                .collect(Collectors.joining("\n"));
    }

    private static String section(String heading) throws IOException {
        String readme = Files.readString(ROOT.resolve("engine/README.md"));
        int from = readme.indexOf("\n## " + heading + "\n");
        int to = readme.indexOf("\n## ", from + 1);
        return readme.substring(from, to < 0 ? readme.length() : to);
    }

    private static boolean leadsSomewhere(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        return Files.exists(file)
                && file.startsWith(ROOT)
                && (hash < 0 || anchors(file).contains(target.substring(hash + 1)));
    }

    /** Returns a page's anchors by GitHub's rule: of equal headings all but the first are numbered. */
    private static Set<String> anchors(Path page) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        for (String line : lines(page)) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = anchor(heading.group(1));
                int earlier = counts.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(earlier == 0 ? anchor : anchor + "-" + earlier);
            }
        }
        return anchors;
    }

    /** Keeps letters, digits, hyphens and underscores in lower case; blanks become hyphens. */
    private static String anchor(String heading) {
        String text = heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").toLowerCase(Locale.ROOT);
        return text.replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "").replace(' ', '-');
    }

    /** Returns lines without code. */
    private static List<String> prose(Path page) throws IOException {
        return lines(page).stream().map(line -> line.replaceAll("`[^`]*`", "")).toList();
    }

    /** Returns lines that stand outside blocks of code. */
    private static List<String> lines(Path page) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean isCode = false;
        for (String line : Files.readAllLines(page)) {
            if (line.strip().startsWith("```")) {
                isCode = !isCode;
            } else if (!isCode) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** Returns the files of the project, without what is built or hidden. */
    private static List<Path> files(Predicate<String> name) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String its = folder.getFileName().toString();
                boolean isSource = folder.equals(ROOT) || (!its.startsWith(".") && !its.equals("target"));
                return isSource ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (name.test(file.getFileName().toString())) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
