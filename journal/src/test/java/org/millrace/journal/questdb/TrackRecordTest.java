package org.millrace.journal.questdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.Venue;
import org.millrace.journal.history.TrackMeasure;
import org.millrace.journal.history.TrackPeriod;
import org.millrace.journal.history.TrackSpan;

/** What became of predictions, as a real store joins them with bars. */
class TrackRecordTest {
    private static final long START_NS = 1_723_161_600_000_000_000L;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int MODEL = 3;
    private static final TrackSpan.Label TWO_BARS = new TrackSpan.Label(true, 2, 0.001, 0);

    @TempDir
    private Path folder;

    private TailedStore stored;
    private OutputWriter outputs;
    private Store store;

    @BeforeEach
    void open() throws Exception {
        stored = new TailedStore(folder, TrackRecordTest::instrument);
        outputs = new OutputWriter(stored.journal());
        store = stored.store();
    }

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void shouldJudgeByTheCloseSoManyBarsLaterAndNotBeforeItIsThere() {
        bar(0, 100_00)
                .bar(1, 100_00)
                .bar(2, 101_00)
                .bar(3, 100_00)
                .bar(4, 100_00)
                .bar(6, 102_00); // nobody traded in 5
        says(0, 1, false, 'u').says(1, 1, false, 'u').says(2, 1, false, 'd').says(3, 1, false, 'u');
        says(4, 1, false, 'u').says(6, 1, false, 'u');
        says(0, 2, true, 'd').says(1, 2, true, 'n').says(3, 2, true, 'u');
        deliver(6, 9);

        assertThat(record(1, TWO_BARS))
                .isEqualTo("predictions 6, judged 4, went down 1, went neutral 1, went up 2, hits 3");
        assertThat(record(2, TWO_BARS))
                .isEqualTo("predictions 3, shadows 3, judged 3, went neutral 1, went up 2, hits 2,"
                        + " compared 3, agreed 1, common 3, common hits 2, promoted hits 2");
    }

    @Test
    void shouldLayErrorsOfReturnsBesideThoseOfWhomExpectsNothing() {
        bar(0, 100_00).bar(1, 102_00).bar(2, 102_00).bar(3, 51_00);
        expects(0, 1, false, 0.01)
                .expects(1, 1, false, 0.01)
                .expects(2, 1, false, -0.25)
                .expects(3, 1, false, 0.5);
        expects(0, 2, true, 0.02).expects(2, 2, true, -0.5);
        deliver(4, 6);

        TrackPeriod promoted = total(1, new TrackSpan.Label(false, 1, 0, 0));
        TrackPeriod shadow = total(2, new TrackSpan.Label(false, 1, 0, 0));

        assertThat(promoted.sum(TrackMeasure.JUDGED)).isEqualTo(3);
        assertThat(promoted.mean(TrackMeasure.ERROR, TrackMeasure.JUDGED))
                .isCloseTo((0.01 + 0.01 + 0.25) / 3, within());
        assertThat(promoted.mean(TrackMeasure.MOVE, TrackMeasure.JUDGED)).isCloseTo((0.02 + 0.5) / 3, within());
        assertThat(shadow.mean(TrackMeasure.AGREED, TrackMeasure.COMPARED)).isEqualTo(1);
        assertThat(shadow.mean(TrackMeasure.COMMON_ERROR, TrackMeasure.COMMON)).isCloseTo(0, within());
        assertThat(shadow.mean(TrackMeasure.PROMOTED_ERROR, TrackMeasure.COMMON))
                .isCloseTo(0.26 / 2, within());
    }

    @Test
    void shouldEqualWhatAPlainLoopFindsWhereVolatilityCounts() {
        TrackSpan.Label label = new TrackSpan.Label(true, 3, 0.0005, 0.7);
        Random random = new Random(20261122);
        Map<TrackMeasure, Double> expected = new EnumMap<>(TrackMeasure.class);
        for (int instrument = 1; instrument <= 2; instrument++) {
            outputs.of(instrument);
            List<Double> closes = new ArrayList<>();
            List<Integer> said = new ArrayList<>();
            long price = 100_000_00;
            for (int minute = 0; minute < 120; minute++) {
                price += Math.round(random.nextGaussian() * (minute < 60 ? 60_00 : 400_00));
                bar(minute, price);
                closes.add(price / 100.0);
                said.add(random.nextInt(3));
                says(minute, 1, false, "dnu".charAt(said.get(minute)));
            }
            count(closes, said, label, expected);
        }
        outputs.of(1);
        deliver(240, 240);

        TrackPeriod found = total(1, label);

        assertThat(found.sum(TrackMeasure.JUDGED)).isEqualTo(2 * (120 - 3));
        assertThat(Map.of(
                        TrackMeasure.HITS, found.sum(TrackMeasure.HITS),
                        TrackMeasure.WENT_DOWN, found.sum(TrackMeasure.WENT_DOWN),
                        TrackMeasure.WENT_NEUTRAL, found.sum(TrackMeasure.WENT_NEUTRAL),
                        TrackMeasure.WENT_UP, found.sum(TrackMeasure.WENT_UP)))
                .isEqualTo(expected);
    }

    @Test
    void shouldDivideASpanIntoPeriodsAndLeaveOutWhatIsAnothers() {
        outputs.of(2);
        bar(0, 50_00).says(0, 1, false, 'u');
        outputs.of(1);
        for (int minute = 0; minute < 6; minute++) {
            bar(minute, 100_00 + minute * 100L).says(minute, 1, false, 'u');
        }
        deliver(7, 7);

        List<TrackPeriod> periods = store.history()
                .trackRecord(span(1, new TrackSpan.Label(true, 1, 0, 0), "BTC-USDT", START_NS + 6 * MINUTE_NS, 3));

        assertThat(periods.stream()
                        .map(each -> (each.startNs() - START_NS) / MINUTE_NS + " "
                                + (int) each.sum(TrackMeasure.PREDICTIONS) + " " + (int) each.sum(TrackMeasure.HITS)))
                .containsExactly("0 1 1", "2 2 2", "4 2 2"); // the last is said when the span is over
    }

    /** As of Yahoo and Alpaca, whose bars are told and not built here. */
    @Test
    void shouldJudgeByTheVenuesBarsWhereAnInstrumentHasNoneOfItsOwn() {
        for (int minute = 0; minute < 5; minute++) {
            outputs.venueBar(START_NS + minute * MINUTE_NS, minute == 1 ? 99_00 : 100_00, BooleanType.T);
        }
        bar(3, 101_00).bar(4, 101_00); // in the place of the venue's
        for (int minute = 0; minute < 5; minute++) {
            says(minute, 1, false, 'u');
        }
        stored.deliver();
        stored.awaitRows("venue_bars", 5);
        stored.awaitRows("candles", 2);
        stored.awaitRows("predictions", 5);

        assertThat(record(1, new TrackSpan.Label(true, 1, 0.001, 0)))
                .isEqualTo("predictions 5, judged 4, went down 1, went neutral 1, went up 2, hits 2");
        assertThat(total(1, new TrackSpan.Label(true, 1, 0.001, 0.5)).sum(TrackMeasure.JUDGED))
                .isEqualTo(4);
    }

    /** Counts what is to be found of an instrument. */
    private static void count(
            List<Double> closes, List<Integer> said, TrackSpan.Label label, Map<TrackMeasure, Double> into) {
        TrackMeasure[] came = {TrackMeasure.WENT_DOWN, TrackMeasure.WENT_NEUTRAL, TrackMeasure.WENT_UP};
        for (int i = 0; i + label.bars() < closes.size(); i++) {
            double went = closes.get(i + label.bars()) / closes.get(i) - 1;
            double threshold = Math.max(label.cost(), label.volatility() * deviation(closes, i, label.bars()));
            int direction = went > threshold ? 2 : went < -threshold ? 0 : 1;
            into.merge(came[direction], 1.0, Double::sum);
            into.merge(TrackMeasure.HITS, direction == said.get(i) ? 1.0 : 0.0, Double::sum);
        }
    }

    private static double deviation(List<Double> closes, int at, int bars) {
        if (at < 20) {
            return 0;
        }
        double[] returns = new double[20];
        double mean = 0;
        for (int i = 0; i < 20; i++) {
            returns[i] = closes.get(at - i) / closes.get(at - i - 1) - 1;
            mean += returns[i] / 20;
        }
        double squares = 0;
        for (double each : returns) {
            squares += (each - mean) * (each - mean);
        }
        return Math.sqrt(squares / 19 * bars);
    }

    private TrackRecordTest bar(int minute, long price) {
        outputs.bar(START_NS + minute * MINUTE_NS, price, 0);
        return this;
    }

    /** Has a version say at the end of a minute's bar that the price goes down, stays, or goes up. */
    private TrackRecordTest says(int minute, int version, boolean shadow, char direction) {
        outputs.features()
                .at(START_NS + (minute + 1) * MINUTE_NS)
                .prediction(MODEL, version, shadow, direction == 'd' ? 0.75 : 0.125, direction == 'u' ? 0.75 : 0.125);
        return this;
    }

    private TrackRecordTest expects(int minute, int version, boolean shadow, double value) {
        outputs.features().at(START_NS + (minute + 1) * MINUTE_NS).expectation(MODEL, version, shadow, value);
        return this;
    }

    private String record(int version, TrackSpan.Label label) {
        TrackPeriod total = total(version, label);
        List<String> sums = new ArrayList<>();
        for (TrackMeasure measure : TrackMeasure.values()) {
            boolean isCount = measure != TrackMeasure.DOWN
                    && measure != TrackMeasure.NEUTRAL
                    && measure != TrackMeasure.UP
                    && measure != TrackMeasure.MOVE;
            if (isCount && total.sum(measure) != 0) {
                sums.add(measure.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + (int) total.sum(measure));
            }
        }
        return String.join(", ", sums);
    }

    private TrackPeriod total(int version, TrackSpan.Label label) {
        return TrackPeriod.total(
                START_NS, store.history().trackRecord(span(version, label, "", START_NS + 1000 * MINUTE_NS, 1)));
    }

    private static TrackSpan span(int version, TrackSpan.Label label, String symbol, long toNs, int periods) {
        return new TrackSpan(MODEL, version, 60, label, symbol, "BINANCE", START_NS, toNs, periods);
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-12);
    }

    private static Instrument instrument(int id) {
        String name = id == 1 ? "BTC" : "ETH";
        return new Instrument(id, Venue.BINANCE, name + "USDT", name + "-USDT", -2, -5, 0, 0, AssetClass.CRYPTO);
    }

    private void deliver(int bars, int predictions) {
        stored.deliver();
        stored.awaitRows("candles", bars);
        stored.awaitRows("predictions", predictions);
    }
}
