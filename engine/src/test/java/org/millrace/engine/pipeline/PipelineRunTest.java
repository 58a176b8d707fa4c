package org.millrace.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.LiquidationInputsDecoder;
import org.millrace.codecs.sbe.LiquidationRevisionDecoder;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.settings.LiquidationsSettings;
import org.millrace.engine.support.WholeJournal;
import org.millrace.feeds.history.PageFetcher;
import org.millrace.gateway.liquidations.Hours;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalSettings;

class PipelineRunTest {
    private static final long START_NS = ns("2024-01-01T00:00:00Z");
    private static final long PUBLISH_DELAY_NS =
            LiquidationsSettings.DEFAULTS.publishDelay().toNanos();
    private static final int HOURS = 1_200; // windows are full after 1,088
    private static final String LONGS = "derivatives/futures_liquidated_volume_long_sum";
    private static final PipelinePlan FROM_START = new PipelinePlan(false, START_NS, 0);
    private static final int BODY = 56; // behind the message's header and its prefix

    @TempDir
    private Path folder;

    private final AtomicLong nowNs = new AtomicLong();
    private HourlyProvider provider;
    private MillraceSettings settings;
    private Path key;

    @BeforeEach
    void start() throws IOException {
        provider = new HourlyProvider();
        Path file = folder.resolve("millrace.yaml");
        Files.writeString(file, "questdb: { mode: none }\n");
        settings = SettingsFile.read(file, MillraceSettings.class);
        key = folder.resolve("keys");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, "GLASSNODE_API_KEY=secret\n");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void shouldMakeTheSameFeaturesStepByStepAsAtOnce() {
        PipelineReport whole = run("whole", HOURS);
        PipelineReport first = run("steps", HOURS - 50);
        PipelineReport second = run("steps", HOURS - 1);
        PipelineReport third = run("steps", HOURS);

        assertThat(List.of(hours(whole), hours(first), hours(second), hours(third)))
                .containsExactly(1_200L, 1_150L, 49L, 1L);
        assertThat(third.figure("download", "records")).isEqualTo(4 * 4); // the new hour, and three before it
        assertThat(features("steps")).hasSize(HOURS).isEqualTo(features("whole"));
    }

    /** As after a kill: nothing was saved at the end, and JournalIn ends anywhere, also amid an hour. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 17, 18, 19, 20, 21, 22, 400, 996})
    void shouldMakeTheSameFeaturesWhereverItIsCutOff(int lost) throws IOException {
        provider.restate(LONGS, START_NS + 195 * Hours.HOUR_NS, Double.NaN); // that one waits for the next
        run("whole", 200);
        run("cut", 200);
        try (Journal inputs = Journal.open(folder.resolve("cut").resolve(JournalSettings.IN), settings.journal())) {
            inputs.moveTailAside(inputs.lastSequence() - lost);
        }
        IoUtil.delete(folder.resolve("cut/snapshots").toFile(), false);

        run("cut", 200, FROM_START, () -> false);

        assertThat(features("cut")).hasSize(200);
        assertThat(ticksAndFeatures("cut")).isEqualTo(ticksAndFeatures("whole"));
    }

    @Test
    void shouldDoNothingWhereNothingIsNew() {
        run("data", 30);

        PipelineReport again = run("data", 30);

        assertThat(again.isSuccess()).isTrue();
        assertThat(List.of(again.figure("preprocessing", "new"), hours(again))).containsExactly(0L, 0L);
    }

    @Test
    void shouldTellOfWhatWasRestatedAndLeaveFeaturesAsTheyAre() {
        run("data", 30);
        List<String> before = features("data");
        provider.restate(LONGS, START_NS + 29 * Hours.HOUR_NS, 77);

        PipelineReport next = run("data", 31);

        assertThat(List.of(next.figure("preprocessing", "revised"), next.figure("preprocessing", "new")))
                .containsExactly(1L, 4L);
        assertThat(features("data")).hasSize(31).startsWith(before.toArray(String[]::new));
        assertThat(events("data", LiquidationRevisionDecoder.TEMPLATE_ID)).hasSize(1);
    }

    @Test
    void shouldSayThatHoursBeforeTheFirstHaveNoFeatures() {
        run("data", 30);
        List<String> before = features("data");

        PipelineReport refreshed = run("data", 30, new PipelinePlan(false, START_NS - 20 * Hours.HOUR_NS, 0));

        assertThat(List.of(
                        refreshed.figure("preprocessing", "new"),
                        hours(refreshed),
                        refreshed.figure("feature_engineering", "hours_before_first")))
                .containsExactly(80L, 0L, 20L);
        assertThat(PipelineText.of(refreshed))
                .contains("\"notice\" : \"20 hours lie before the first that counted: ", "pipeline run --replay");
        assertThat(features("data")).isEqualTo(before);
        assertThat(inputs("data")).hasSize(50);
    }

    @Test
    void shouldMakeAllFeaturesAgainWhereAReplayIsAskedFor() {
        long startNs = START_NS - 900 * Hours.HOUR_NS; // more than a tick lets count
        run("data", 30);
        provider.restate(LONGS, START_NS + 7 * Hours.HOUR_NS, 77);
        PipelineReport whole = run("whole", 30, new PipelinePlan(false, startNs, 0));

        PipelineReport replayed = run("data", 30, new PipelinePlan(false, startNs, 0, true));
        PipelineReport next = run("data", 31);
        run("whole", 31);

        assertThat(List.of(hours(whole), hours(replayed), hours(next))).containsExactly(930L, 930L, 1L);
        assertThat(replayed.notice()).isEmpty();
        assertThat(withoutRun(features("data").subList(30, 961))).isEqualTo(withoutRun(features("whole")));
    }

    @Test
    void shouldGoOnWithAReplayThatWasStopped() {
        run("data", 30);
        AtomicInteger asked = new AtomicInteger();
        PipelinePlan replay = new PipelinePlan(false, START_NS - 900 * Hours.HOUR_NS, 0, true);

        PipelineReport stopped = run("data", 30, replay, () -> asked.incrementAndGet() > 4 * 900 + 19);
        PipelineReport next = run("data", 31);

        assertThat(stopped.error()).startsWith("stopped");
        assertThat(stopped.figure("feature_engineering", "hours")).isBetween(1L, 929L);
        assertThat(stopped.figure("feature_engineering", "hours") + hours(next)).isEqualTo(931);
    }

    @Test
    void shouldTellHowLongItTookToOpenWhatItNeeds() {
        PipelineReport report = run("data", 30);

        assertThat(report.steps())
                .extracting(PipelineReport.Step::name)
                .containsExactly("journal", "download", "preprocessing", "open", "feature_engineering", "store");
    }

    @Test
    void shouldWaitForAnHourOfWhichSomethingIsMissing() {
        provider.restate(LONGS, START_NS + 29 * Hours.HOUR_NS, Double.NaN);
        PipelineReport without = run("data", 30);
        provider.restate(LONGS, START_NS + 29 * Hours.HOUR_NS, 12);

        PipelineReport with = run("data", 31);

        assertThat(List.of(hours(without), hours(with))).containsExactly(29L, 2L);
        assertThat(events("data", LiquidationRevisionDecoder.TEMPLATE_ID)).isEmpty();
    }

    @Test
    void shouldLeaveOutWhatCannotBe() {
        provider.restate("market/price_usd_close", START_NS + 10 * Hours.HOUR_NS, -1);

        assertThat(run("data", 30).figure("preprocessing", "rejected")).isEqualTo(1);
    }

    @Test
    void shouldGoOnWhereAnInterruptedDownloadStood() {
        AtomicInteger asked = new AtomicInteger();

        PipelineReport interrupted = run("data", 30, () -> asked.incrementAndGet() > 4);
        List<String> before = List.copyOf(provider.requests());
        PipelineReport resumed = run("data", 30);

        assertThat(interrupted.isSuccess()).isFalse();
        assertThat(interrupted.error()).startsWith("stopped; the same command goes on");
        assertThat(before).hasSize(2);
        assertThat(provider.requests()).hasSize(4).doesNotHaveDuplicates();
        assertThat(hours(resumed)).isEqualTo(30);
    }

    @Test
    void shouldSayWhichSettingToMendWhereTheProviderRefusesTheKey() {
        provider.refuse(403);

        assertThatThrownBy(() -> run("data", 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("feeds.key-file: the provider does not allow it: " + provider.url())
                .hasMessageContaining("status 403")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldAskEverySixSeconds() {
        run("data", 30);

        long tookSeconds = (nowNs.get() - START_NS - 30 * Hours.HOUR_NS - PUBLISH_DELAY_NS) / 1_000_000_000L - 5;
        assertThat(provider.requests()).hasSize(4);
        assertThat(tookSeconds).isBetween(3 * 6L, 3 * 7L);
    }

    @Test
    void shouldReportWhatIsInTheWayForAWhile() {
        provider.refuse(404);

        PipelineReport report = run("data", 30);

        assertThat(report.error()).contains("status 404");
        assertThat(PipelineText.of(report)).contains("\"status\" : \"failed\"", "\"error\" : ");
        provider.refuse(200);
        assertThat(hours(run("data", 30))).isEqualTo(30);
    }

    private boolean pass(long ns) {
        nowNs.addAndGet(ns);
        return true;
    }

    private PipelineReport run(String data, int hours) {
        return run(data, hours, () -> false);
    }

    private PipelineReport run(String data, int hours, BooleanSupplier isStopped) {
        boolean isFirst = !Files.isDirectory(folder.resolve(data).resolve(JournalSettings.OUT));
        return run(data, hours, isFirst ? FROM_START : PipelinePlan.INCREMENTAL, isStopped);
    }

    private PipelineReport run(String data, int hours, PipelinePlan plan) {
        return run(data, hours, plan, () -> false);
    }

    /** Runs it at the time when so many hours are known. */
    private PipelineReport run(String data, int hours, PipelinePlan plan, BooleanSupplier isStopped) {
        nowNs.set(START_NS + hours * Hours.HOUR_NS + PUBLISH_DELAY_NS + 5_000_000_000L);
        PageFetcher.Time time = new PageFetcher.Time(nowNs::get, this::pass);
        PipelineSource source = PipelineSource.of(settings, provider.url(), key.toString());
        return new PipelineRun(settings, folder.resolve(data), source, time, isStopped).run(plan);
    }

    private static long hours(PipelineReport report) {
        assertThat(report.error()).isEmpty();
        return report.figure("feature_engineering", "hours");
    }

    private List<String> features(String data) {
        return events(data, LiquidationFeaturesDecoder.TEMPLATE_ID);
    }

    /** Returns the hours whose inputs were told. */
    private Set<Long> inputs(String data) {
        return WholeJournal.events(folder.resolve(data).resolve(JournalSettings.OUT)).stream()
                .map(UnsafeBuffer::new)
                .filter(event -> EventPrefix.templateId(event, 0) == LiquidationInputsDecoder.TEMPLATE_ID)
                .map(event -> event.getLong(EventPrefix.LENGTH + 8, ByteOrder.LITTLE_ENDIAN))
                .collect(Collectors.toSet());
    }

    /** Returns what features say, and when, but not by which run. */
    private static List<String> withoutRun(List<String> features) {
        return features.stream()
                .map(of -> of.substring(0, of.indexOf(' ')) + of.substring(of.indexOf(' ') + 1 + 2 * Long.BYTES))
                .toList();
    }

    /** Returns likewise, and behind which ticks they were told. */
    private List<String> ticksAndFeatures(String data) {
        return events(data, ClockTickDecoder.TEMPLATE_ID, LiquidationFeaturesDecoder.TEMPLATE_ID);
    }

    /** Returns what outputs of some kinds say, and when. */
    private List<String> events(String data, Integer... templateIds) {
        return WholeJournal.events(folder.resolve(data).resolve(JournalSettings.OUT)).stream()
                .map(UnsafeBuffer::new)
                .filter(event -> List.of(templateIds).contains(EventPrefix.templateId(event, 0)))
                .map(event -> EventPrefix.eventTime(event, 0) + " "
                        + HexFormat.of()
                                .formatHex(Arrays.copyOfRange(
                                        event.byteArray(), Math.min(BODY, event.capacity()), event.capacity())))
                .toList();
    }

    private static long ns(String time) {
        return Instant.parse(time).getEpochSecond() * 1_000_000_000L;
    }
}
