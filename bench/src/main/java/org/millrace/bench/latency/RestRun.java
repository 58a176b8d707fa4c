package org.millrace.bench.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import org.millrace.bench.conditions.Conditions;

/** Asks the engine over REST while it takes 10,000 trades a second, each time beside the same without questions. */
public final class RestRun {
    private static final Scenario INGESTING = new Scenario(10_000, 1);
    private static final Duration PAST = Duration.ofHours(25); // more than a day of minutes
    private static final double NS_PER_US = 1_000.0;
    private static final List<Question> QUESTIONS = List.of(
            new Question("prices, as many as are answered", "/api/v1/prices/BTC-USDT", 64, 0),
            new Question("prices, 20,000/s", "/api/v1/prices/BTC-USDT", 64, 20_000),
            new Question("prices, 5,000/s", "/api/v1/prices/BTC-USDT", 64, 5_000),
            new Question("candles of a day, 50/s", "/api/v1/candles/BTC-USDT?timeframe=1m&limit=1440", 4, 50));

    private final int rounds;
    private final Duration phase;
    private final Duration warmUp;
    private final StringBuilder text = new StringBuilder(
            """
            | questions | answers/s | p50 µs | p95 µs | p99 µs | trades p50 µs | alone | ratio | p99 µs | alone | ratio | lost |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """);

    /**
     * What is asked.
     *
     * @param rate requests a second; 0 = as many as are answered
     */
    private record Question(String name, String path, int connections, int rate) {}

    /** What came of one round: answers, and trades that a client got meanwhile and in the time before. */
    private record Round(Histogram answers, double perSecond, Contender.Phase beside, Contender.Phase alone) {}

    public RestRun(boolean isQuick) {
        rounds = isQuick ? 1 : 5;
        phase = isQuick ? Duration.ofMillis(500) : Duration.ofSeconds(3);
        warmUp = isQuick ? Duration.ofMillis(500) : Duration.ofSeconds(10);
    }

    /** Runs, tells of its progress on the error stream, and returns Markdown. */
    public String run() throws IOException {
        Conditions before = Conditions.now();
        Path folder = Files.createTempDirectory("millrace-rest");
        try (Contender engine = Contender.engineWithPast(folder, PAST)) {
            engine.run(INGESTING, warmUp);
            for (Question question : QUESTIONS) {
                asked(engine, question, warmUp.dividedBy(2));
                List<Round> done = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    done.add(asked(engine, question, phase));
                }
                add(question, done);
            }
        } finally {
            IoUtil.delete(folder.toFile(), true);
        }
        return Conditions.machine() + "\n" + before.until(Conditions.now()) + "\n"
                + "limits of requests and connections raised for the load; the load has a thread on the same processors\n\n"
                + text;
    }

    private static Round asked(Contender engine, Question question, Duration time) throws IOException {
        Contender.Phase alone = engine.run(INGESTING, time);
        try (RestLoad load = new RestLoad(engine.port(), question.path(), question.connections(), question.rate())) {
            Contender.Phase beside = engine.run(INGESTING, time, load);
            return new Round(load.latencies(), load.perSecond(), beside, alone);
        }
    }

    private void add(Question question, List<Round> done) {
        text.append(String.format(Locale.ROOT, "| %s | %,.0f", question.name(), median(done, Round::perSecond)));
        for (double percentile : new double[] {50, 95, 99}) {
            text.append(String.format(Locale.ROOT, " | %.0f", median(done, round -> at(round.answers(), percentile))));
        }
        for (double percentile : new double[] {50, 99}) {
            text.append(String.format(
                    Locale.ROOT,
                    " | %.1f | %.1f | %.2f",
                    median(done, round -> at(round.beside().latencies(), percentile)),
                    median(done, round -> at(round.alone().latencies(), percentile)),
                    median(
                            done,
                            round -> at(round.beside().latencies(), percentile)
                                    / at(round.alone().latencies(), percentile))));
        }
        long lost = done.stream()
                .mapToLong(round -> round.beside().lost() + round.alone().lost())
                .sum();
        text.append(String.format(Locale.ROOT, " | %,d |%n", lost));
        System.err.print(text.substring(text.lastIndexOf("\n|") + 1));
    }

    private static double median(List<Round> done, ToDoubleFunction<Round> value) {
        return LatencyTable.median(done.stream().mapToDouble(value).toArray());
    }

    private static double at(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NS_PER_US;
    }
}
