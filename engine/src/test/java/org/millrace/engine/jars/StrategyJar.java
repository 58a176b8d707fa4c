package org.millrace.engine.jars;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a strategy and puts it into a jar, as its author would. */
public final class StrategyJar {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final JavaFileManager FILES =
            COMPILER.getStandardFileManager(null, null, null); // keeps what it read

    /** Buys and sells in turn, at each closed bar. */
    public static final String IN_TURN =
            """
            private int bars;
            @Override public void onBar(BarView bar, StrategyContext context) {
                Side side = bars++ % 2 == 0 ? Side.BUY : Side.SELL;
                context.order(bar.instrumentId(), side, (long) parameters.quantity() * 1_000).send();
            }
            """;

    private StrategyJar() {}

    /** Makes a strategy {@code mine.NAME} whose body is what is given, without parameters. */
    public static Path write(Path jar, Path work, String name, String body) throws IOException {
        String source =
                """
                package mine;
                import org.millrace.codecs.sbe.*;
                import org.millrace.engine.bars.BarView;
                import org.millrace.engine.strategy.*;
                public final class %s extends Strategy {
                    public record Parameters(@Range(value = 2, from = 1, to = 9) double quantity) {}
                    private final Parameters parameters;
                    public %s(Parameters parameters) { this.parameters = parameters; }
                    %s
                }
                """
                        .formatted(name, name, body);
        return of(jar, work, name, source);
    }

    /** Makes one of a whole file. */
    static Path of(Path jar, Path work, String name, String source) throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes-" + jar.getFileName()));
        compile(name, source, classes);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                JarEntry entry =
                        new JarEntry(classes.relativize(each).toString().replace('\\', '/'));
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(Files.readAllBytes(each));
            }
        }
        return jar;
    }

    private static void compile(String name, String source, Path classes) {
        StringWriter errors = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none");
        boolean compiled = COMPILER.getTask(errors, FILES, null, options, null, List.of(new Source(name, source)))
                .call();
        if (!compiled) {
            throw new AssertionError(errors.toString());
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///mine/" + name + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
