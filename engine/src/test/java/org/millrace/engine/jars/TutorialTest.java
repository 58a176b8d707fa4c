package org.millrace.engine.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.engine.strategy.support.BarSeries;
import org.millrace.engine.strategy.support.StrategyTape;

/** Compiles, loads, runs and restarts the strategy that stands in the tutorial of doc/strategies.md. */
class TutorialTest {
    private static final long MINUTE_NS = 60_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void shouldTradeByWhatTheTutorialWrites() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("strategies"));
        StrategyArchive archive = new StrategyArchive(folder.resolve("kept"));
        StrategyJar.of(jars.resolve("breakout.jar"), folder, "Breakout", tutorial());
        StrategyLibrary library = ShippedStrategies.library().with(archive);
        String hash = new StrategyFolder(jars).offer("Breakout", archive).hash();

        StrategyTape whole = run(new StrategyTape(library), hash, false);
        StrategyTape restarted = run(new StrategyTape(library), hash, true);

        assertThat(whole.out().eventsOf(FillDecoder.TEMPLATE_ID)).hasSizeGreaterThan(20);
        assertThat(restarted.bytes()).isEqualTo(whole.bytes());
    }

    private static StrategyTape run(StrategyTape tape, String hash, boolean restarts) {
        BarSeries bars = BarSeries.walk(3, 600);
        tape.load("Breakout", hash).start(1, "Breakout", Map.of("bars", 5.0, "stop", 0.01));
        for (int i = 0; i < bars.size(); i++) {
            tape.bar(1, 60, tape.events().time() + i * MINUTE_NS, bars.row(i));
            if (restarts && i % 50 == 49) {
                tape.restore();
            }
        }
        return tape;
    }

    /** Returns the whole of Breakout.java. */
    private static String tutorial() throws IOException {
        String page = Files.readString(Path.of("doc", "strategies.md"));
        int begin = page.indexOf("```java\n", page.indexOf("## Write, backtest, tune and run"));
        return page.substring(begin + "```java\n".length(), page.indexOf("```", begin + 3));
    }
}
