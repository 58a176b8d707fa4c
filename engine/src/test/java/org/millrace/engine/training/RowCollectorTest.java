package org.millrace.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.codecs.support.FeatureMessages;

/** Rows made of what the line hands on: features as they were published, closes as they were corrected. */
class RowCollectorTest {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int BTC = 4;
    private static final int OTHER = 5;

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private RowCollector rows;

    @BeforeEach
    void collect() {
        rows = new RowCollector(new RowCollector.Wanted(1, 2, 60, 2, MINUTE_NS, 10 * MINUTE_NS));
        rows.follow(BTC);
    }

    @Test
    void shouldTakeTheCloseOfTheBarRightBeforeItsFeatures() {
        bar(BTC, 1, 100, BarState.CLOSED);
        features(BTC, 1, 1, 0.5, Double.NaN);
        bar(OTHER, 1, 7, BarState.CLOSED);
        bar(BTC, 2, 102, BarState.IN_PROGRESS);
        bar(BTC, 2, 101, BarState.CLOSED);
        features(BTC, 2, 2, 0.25, 1);

        assertThat(told()).containsExactly("2 100.0 [0.5, NaN]", "3 101.0 [0.25, 1.0]");
        assertThat(rows.rows(OTHER)).isEmpty();
    }

    @Test
    void shouldCorrectACloseAndLeaveFeaturesAsTheyWere() {
        bar(BTC, 1, 100, BarState.CLOSED);
        features(BTC, 1, 1, 0.5, 0);
        bar(BTC, 2, 500, BarState.CLOSED);
        features(BTC, 2, 2, 4, 0);
        bar(BTC, 2, 101, BarState.CORRECTED);
        bar(BTC, 9, 7, BarState.CORRECTED); // of which there is no row

        assertThat(told()).containsExactly("2 100.0 [0.5, 0.0]", "3 101.0 [4.0, 0.0]");
    }

    @Test
    void shouldTakeAVenuesBarsWhereThereAreNoOthers() {
        venueBar(1, 100, BooleanType.T);
        features(BTC, 1, 1, 0.5, 0);
        venueBar(1, 99, BooleanType.T); // told again
        bar(BTC, 2, 101, BarState.CLOSED);
        features(BTC, 2, 2, 0.25, 0);
        venueBar(2, 1, BooleanType.T);
        venueBar(3, 2, BooleanType.F);

        assertThat(told()).containsExactly("2 99.0 [0.5, 0.0]", "3 101.0 [0.25, 0.0]");
    }

    @Test
    void shouldKeepWhatWasToldLastOfABar() {
        bar(BTC, 1, 100, BarState.CLOSED);
        features(BTC, 1, 1, 0.5, 0);
        bar(BTC, 2, 101, BarState.CLOSED);
        features(BTC, 2, 2, 0.25, 0);
        bar(BTC, 1, 90, BarState.CLOSED);
        features(BTC, 1, 3, 0.75, 0);

        assertThat(told()).containsExactly("2 90.0 [0.75, 0.0]", "3 101.0 [0.25, 0.0]");
    }

    @Test
    void shouldLeaveOutWhatWasKnownTooLate() {
        bar(BTC, 7, 100, BarState.CLOSED);
        features(BTC, 7, 8, 0.5, 0);
        bar(BTC, 8, 101, BarState.CLOSED);
        features(BTC, 8, 10, 0.25, 0); // ended in time, and was known when the span was over
        bar(BTC, 9, 102, BarState.CLOSED);
        features(BTC, 9, 9, 0.125, 0);

        assertThat(told()).containsExactly("8 100.0 [0.5, 0.0]");
    }

    private List<String> told() {
        return rows.rows(BTC).stream()
                .map(row -> row.endNs() / MINUTE_NS + " " + row.close() + " " + Arrays.toString(row.features()))
                .toList();
    }

    private void features(int instrument, int startMinute, int knownMinute, double... values) {
        new FeatureMessages((made, length) -> rows.onEvent(made, 0, length))
                .of(instrument, Venue.BINANCE)
                .valuesPerMessage(1)
                .at(knownMinute * MINUTE_NS)
                .features(1, 2, startMinute * MINUTE_NS, values);
    }

    private void bar(int instrument, int startMinute, long close, BarState state) {
        BarEncoder bar = new BarEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .startTime(startMinute * MINUTE_NS)
                .close(close * 100)
                .timeframe(60)
                .kind(BarKind.TIME)
                .state(state)
                .priceExponent((byte) -2);
        send(instrument, bar.encodedLength());
    }

    private void venueBar(int startMinute, long close, BooleanType closed) {
        VenueBarEncoder bar = new VenueBarEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .startTime(startMinute * MINUTE_NS)
                .close(close * 100)
                .timeframe(60)
                .closed(closed)
                .priceExponent((byte) -2);
        send(BTC, bar.encodedLength());
    }

    private void send(int instrument, int length) {
        EventPrefix.writeInput(message, 0, 0, 0, instrument, EventPrefix.venueFlags(Venue.BINANCE.value(), 0));
        rows.onEvent(message, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }
}
