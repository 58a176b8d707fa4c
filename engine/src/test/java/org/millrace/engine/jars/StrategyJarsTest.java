package org.millrace.engine.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.CommandResultDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.codecs.sbe.StrategyStatusDecoder;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.engine.strategy.support.StrategyTape;

class StrategyJarsTest {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final String SAY =
            """
            private static final SignalRule RULE = new SignalRule(1, "%s");
            @Override public void onBar(BarView bar, StrategyContext context) {
                context.signal(1, Side.BUY, 1, RULE, bar.closeValue(), parameters.quantity());
            }
            """;

    @TempDir
    private Path temporary;

    private Path folder;
    private Path kept;
    private StrategyFolder strategies;
    private StrategyTape tape;
    private int bars;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("strategies"));
        kept = temporary.resolve("kept");
        strategies = new StrategyFolder(folder);
        tape = new StrategyTape(library());
    }

    @Test
    void shouldLoadANewVersionWhileTheOldOneRuns() throws IOException {
        String first = jar("mine.jar", "Mine", SAY.formatted("first"));
        tape.load("Mine", first).start(1, "Mine", Map.of("quantity", 3.0));
        assertThat(versions()).containsExactly("1 " + first);
        bar();
        assertThat(signals()).containsExactly("1 first 100.0 3.0");

        String second = jar("mine.jar", "Mine", SAY.formatted("second"));
        tape.load("Mine", second).start(2, "Mine", Map.of());
        assertThat(versions()).containsExactly("2 " + second);
        bar();
        assertThat(signals()).containsExactly("1 first 100.0 3.0", "2 second 100.0 2.0");

        tape.run(1, "Mine", Map.of("quantity", 3.0));
        bar();
        assertThat(signals()).containsExactly("2 second 100.0 2.0", "1 second 100.0 3.0");
    }

    @Test
    void shouldGoOnWithTheVersionsThatRanAfterARestart() throws IOException {
        tape.load("Mine", jar("mine.jar", "Mine", SAY.formatted("first"))).start(1, "Mine", Map.of());
        tape.load("Mine", jar("mine.jar", "Mine", SAY.formatted("second")));
        Files.delete(folder.resolve("mine.jar"));

        tape.restore();
        tape.start(2, "Mine", Map.of());
        bar();

        assertThat(signals()).containsExactly("1 first 100.0 2.0", "2 second 100.0 2.0");
    }

    @Test
    void shouldSayWhichFileAReplayLacks() throws IOException {
        String hash = jar("mine.jar", "Mine", SAY.formatted("first"));
        Path file = kept.resolve(hash + ".jar");
        Files.delete(file);

        assertThatThrownBy(() -> new StrategyTape(library()).load("Mine", hash))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("strategy Mine: the journal has it from a jar of SHA-256 " + hash + ", but there is no "
                        + file);
    }

    @Test
    void shouldNotReplayWithAJarThatHasChanged() throws IOException {
        String hash = jar("mine.jar", "Mine", SAY.formatted("first"));
        Path file = kept.resolve(hash + ".jar");
        Files.write(file, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> new StrategyTape(library()).load("Mine", hash))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("strategy Mine: " + file + " has been changed: its SHA-256 is 039058c6")
                .hasMessageEndingWith("the journal's " + hash);
    }

    @Test
    void shouldKeepTheNamesOfItsOwn() throws IOException {
        tape.load("Crossover", jar("mine.jar", "Crossover", SAY.formatted("mine")));

        assertThat(results()).endsWith(false);
    }

    @Test
    void shouldFindNothingTwice() throws IOException {
        jar("one.jar", "Mine", SAY.formatted("one"));

        assertThatThrownBy(() -> jar("two.jar", "Mine", SAY.formatted("two")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Mine is in " + folder.resolve("one.jar") + " and in " + folder.resolve("two.jar"));
        assertThatThrownBy(() -> strategies.offer("Other", new StrategyArchive(kept)))
                .hasMessage("no jar in " + folder + " has a class Other");
    }

    /** Each is code of a strategy that wants to know more than it is told, or to do more than it may. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            long at = System.nanoTime();                                   | java.lang.System.nanoTime
            long at = System.currentTimeMillis();                          | java.lang.System.currentTimeMillis
            Object at = java.time.Instant.now();                           | java.time.Instant.now
            Object at = java.time.Clock.systemUTC();                       | java.time.Clock.systemUTC
            double any = Math.random();                                    | java.lang.Math.random
            Object any = new java.util.Random();                           | java.util.Random
            Object any = java.util.concurrent.ThreadLocalRandom.current(); | java.util.concurrent.ThreadLocalRandom.current
            new Thread(null, null, "t").start();                           | java.lang.Thread
            String home = System.getProperty("user.home");                 | java.lang.System.getProperty
            System.out.println("x");                                       | java.lang.System.out
            Object file = new java.io.File("future.csv");                  | java.io.File
            Object path = java.nio.file.Path.of("future.csv");             | java.nio.file.Path.of
            Object net = java.net.URI.create("http://x");                  | java.net.URI.create
            Object any = bar.getClass().getDeclaredFields();               | java.lang.Class.getDeclaredFields
            Object all = org.millrace.journal.JournalReader.open(null);    | org.millrace.journal.JournalReader.open
            double log = Math.log(2);                                      | java.lang.Math.log
            """)
    void shouldRefuseWhatCouldLookAheadOrElsewhere(String code, String use) {
        String body = "@Override public void onBar(BarView bar, StrategyContext context) { " + code + " }";

        assertThatThrownBy(() -> jar("mine.jar", "Mine", body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mine.Mine.onBar uses " + use);
        assertThat(kept).doesNotExist();
    }

    @Test
    void shouldRefuseMethodReferencesNativesAndVariables() {
        assertThatThrownBy(() -> jar("mine.jar", "Mine", "java.util.function.LongSupplier s = System::nanoTime;"))
                .hasMessageStartingWith("mine.Mine uses java.lang.System.nanoTime");
        assertThatThrownBy(() -> jar("mine.jar", "Mine", "native long now();")).hasMessage("mine.Mine.now is native");
    }

    /** One run could leave there what the next one has not seen yet. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "static int shared;",
                "private static final double[] shared = new double[9];",
                "static final java.util.List<Double> shared = new java.util.ArrayList<>();",
                "static final Parameters shared = new Parameters(2);"
            })
    void shouldRefuseWhatRunsWouldShare(String field) {
        assertThatThrownBy(() -> jar("mine.jar", "Mine", field))
                .hasMessage("mine.Mine.shared is static, and can be changed: strategies that run at once, or one after"
                        + " the other, would share it");
        assertThatThrownBy(() -> jar("mine.jar", "Mine", "enum Mood { UP; double shared; }"))
                .hasMessageStartingWith("mine.Mine$Mood.shared is static, and can be changed");
    }

    @Test
    void shouldNotLoadWhatGotIntoTheArchiveUnseen() throws IOException {
        Path jar = StrategyJar.write(temporary.resolve("bad.jar"), temporary, "Mine", "long at = System.nanoTime();");
        String hash = new StrategyArchive(kept).keep(Files.readAllBytes(jar));

        tape.load("Mine", hash).start(1, "Mine", Map.of());

        assertThat(results()).endsWith(false, false);
    }

    @Test
    void shouldAllowOrdinaryJava() throws IOException {
        jar(
                "mine.jar",
                "Mine",
                """
                private static final SignalRule RULE = new SignalRule(1, "rule");
                private static final String TEXT = "x".repeat(2);
                private static final int LONGEST = 20;
                private enum Mood { UP, DOWN }
                private record Pair(double a, double b) {}
                private final java.util.List<Pair> pairs = new java.util.ArrayList<>();
                private final double[][] table = new double[3][4];
                @Override public void onBar(BarView bar, StrategyContext context) {
                    pairs.add(new Pair(StrictMath.log(bar.closeValue()), Math.max(1, 2)));
                    Mood mood = pairs.size() % 2 == 0 ? Mood.UP : Mood.DOWN;
                    String text = "a" + mood + pairs.stream().mapToDouble(Pair::a).sum();
                    switch (mood) {
                        case UP -> table[1][2] += text.length();
                        case DOWN -> System.arraycopy(table[0], 0, table[1], 0, 4);
                    }
                    switch (text) {
                        case "a", "b", "c" -> throw new IllegalStateException(text);
                        default -> context.market(1).price(table[1][2]);
                    }
                    long wide = 0;
                    for (int i = 0; i < 1_000; i += 500) { wide += i; }
                    assert wide > 0 : "never";
                }
                """);

        tape.load("Mine", strategies.offer("Mine", new StrategyArchive(kept)).hash())
                .start(1, "Mine", Map.of());
        assertThat(results()).endsWith(true, true);

        bar();
        assertThat(tape.out().textOf(StrategyStatusDecoder.TEMPLATE_ID)).isEmpty(); // it did not throw
    }

    private String jar(String file, String name, String body) throws IOException {
        StrategyJar.write(folder.resolve(file), temporary, name, body);
        return strategies.offer(name, new StrategyArchive(kept)).hash();
    }

    private StrategyLibrary library() {
        return ShippedStrategies.library().with(new StrategyArchive(kept));
    }

    private void bar() {
        tape.out().clear();
        long price = 100_00000000L;
        tape.bar(1, 60, tape.events().time() + bars++ * MINUTE_NS, price, price, price, price);
    }

    private List<String> versions() {
        StrategyStatusDecoder status = new StrategyStatusDecoder();
        List<String> all = new ArrayList<>();
        for (UnsafeBuffer event : tape.out().eventsOf(StrategyStatusDecoder.TEMPLATE_ID)) {
            status.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
            byte[] hash = new byte[StrategyStatusDecoder.fileHashLength()];
            for (int i = 0; i < hash.length; i++) {
                hash[i] = (byte) status.fileHash(i);
            }
            all.add(status.strategyId() + " " + HexFormat.of().formatHex(hash));
        }
        return all;
    }

    private List<String> signals() {
        SignalDecoder signal = new SignalDecoder();
        List<String> all = new ArrayList<>();
        for (UnsafeBuffer event : tape.out().eventsOf(SignalDecoder.TEMPLATE_ID)) {
            signal.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
            all.add(signal.strategyId() + " " + signal.rule() + " " + signal.left() + " " + signal.right());
        }
        return all;
    }

    /** Returns of each command whether it was obeyed. */
    private List<Boolean> results() {
        CommandResultDecoder result = new CommandResultDecoder();
        List<Boolean> all = new ArrayList<>();
        for (UnsafeBuffer event : tape.out().eventsOf(CommandResultDecoder.TEMPLATE_ID)) {
            all.add(result.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder())
                            .errorCode()
                    == 0);
        }
        return all;
    }
}
