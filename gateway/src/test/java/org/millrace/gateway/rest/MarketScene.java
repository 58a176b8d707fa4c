package org.millrace.gateway.rest;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertEncoder;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.AlertState;
import org.millrace.codecs.sbe.AlertTriggeredEncoder;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopEncoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.IndicatorsEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.QualityScoreEncoder;
import org.millrace.codecs.sbe.StrategyState;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.EventBuilder;
import org.millrace.gateway.support.AnalyticsEvents;
import org.millrace.gateway.support.DeskEvents;
import org.millrace.gateway.support.RunningGateway;

/** Writes a market of one instrument, of which everything can be asked. */
final class MarketScene {
    static final long NOW = EventBuilder.nanos("12:00:00");
    private static final long MINUTE = 60_000_000_000L;

    private final RunningGateway gateway;
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    MarketScene(RunningGateway gateway) {
        this.gateway = gateway;
    }

    /** Writes something of each kind, but for bars. */
    void play() {
        gateway.events().definition().send();
        trade(7, "61686.5", "0.25", "11:59:58");
        gateway.events()
                .bookUpdate()
                .ids(40, 41)
                .snapshot()
                .bid("100", "2")
                .bid("99.5", "7")
                .ask("100.5", "0.3")
                .send();
        gateway.events()
                .feedStatus()
                .of(FeedStream.BOOK, FeedState.LIVE, FeedReason.SNAPSHOT_APPLIED)
                .at("11:00:00")
                .send();
        top();
        score();
        alert();
        desk();
        features();
        gateway.publishAndWait();
    }

    /** Writes a set, one minute of it, and what two models say of that. */
    void features() {
        new AnalyticsEvents(gateway)
                .features()
                .at(NOW)
                .define(1, 1, "main", "returns_1", "rsi_zone", "hour")
                .status(5, 2, "trend", ModelState.PROMOTED)
                .features(1, 1, NOW - MINUTE, Double.NaN, -1, 11)
                .prediction(5, 2, false, 0.25, 0.5)
                .prediction(6, 1, true, 0.5, 0.25);
    }

    /** Writes what a desk does: orders that are open, filled and refused, a strategy that runs. */
    void desk() {
        new DeskEvents(gateway)
                .killSwitch(0, false)
                .strategy(1, StrategyState.RUNNING)
                .signal(1)
                .order(1, OrderState.OPEN)
                .order(2, OrderState.FILLED)
                .fill(1, 2)
                .position(1, 0)
                .portfolio(1, 0, 100_000)
                .at("11:30:00")
                .portfolio(1, 0, 99_000)
                .refused(3, OrderReason.ORDER_NOTIONAL, 100, 199);
    }

    void trade(long id, String price, String quantity, String time) {
        gateway.events().trade().id(id).price(price).quantity(quantity).at(time).send();
    }

    /** Writes closed minutes that end at noon, each with its indicators. */
    void bars(int count) {
        for (int i = count; i > 0; i--) {
            bar(NOW - i * MINUTE, 100 + i, BarState.CLOSED, 0);
            indicators(NOW - i * MINUTE, i);
        }
        gateway.publishAndWait();
    }

    void bar(long startNs, long close, BarState state, int revision) {
        BarEncoder bar = new BarEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .startTime(startNs)
                .endTime(startNs + MINUTE)
                .open(1000)
                .high(1200)
                .low(900)
                .close(close * 10 + 5)
                .volume(250)
                .buyVolume(100);
        bar.notional().high(0).low(0);
        bar.vwap(100.25)
                .threshold(0)
                .tradeCount(3)
                .timeframe(60)
                .revision(revision)
                .kind(BarKind.TIME)
                .state(state)
                .priceExponent((byte) -1)
                .quantityExponent((byte) -2);
        write(bar.encodedLength());
    }

    void indicators(long startNs, double value) {
        IndicatorsEncoder values = new IndicatorsEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .startTime(startNs)
                .sma20(Double.NaN)
                .sma50(Double.NaN)
                .ema12(value)
                .ema26(value)
                .rsi14(value)
                .macd(value)
                .macdSignal(value)
                .macdHistogram(value)
                .bbUpper(value)
                .bbMiddle(value)
                .bbLower(value)
                .atr14(value)
                .stochK(value)
                .stochD(value)
                .obv(value)
                .volumeSma20(value)
                .wma20(value)
                .vwap(value)
                .timeframe(60)
                .revision(0);
        write(values.encodedLength());
    }

    void top() {
        BookTopEncoder top = new BookTopEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .bidPrice(1000)
                .bidQuantity(20)
                .askPrice(1005)
                .askQuantity(3)
                .spread(5)
                .mid(100.25)
                .state(BookState.LIVE)
                .priceExponent((byte) -1)
                .quantityExponent((byte) -1);
        write(top.encodedLength());
    }

    void score() {
        QualityScoreEncoder score = new QualityScoreEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .score(0.99)
                .accepted(990)
                .invalid(1)
                .duplicates(2)
                .outOfOrder(3)
                .tooOld(4)
                .gaps(5)
                .crossed(6)
                .anomalies(7)
                .bookAgreements(8)
                .bookDisagreements(9)
                .bookNotComparable(0)
                .bookLostTime(1_500_000_000)
                .bookScore(0.9);
        write(score.encodedLength());
    }

    /** Writes an alert, and that it fired. */
    void alert() {
        event.setMemory(0, event.capacity(), (byte) 0);
        AlertEncoder alert = new AlertEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .alertId(1)
                .threshold(100)
                .created(NOW)
                .target("desk")
                .owner("local")
                .name("high")
                .condition(AlertCondition.PRICE_ABOVE)
                .comparison(AlertComparison.ABOVE)
                .left(AlertField.PRICE)
                .right(AlertField.NONE)
                .once(BooleanType.F)
                .state(AlertState.ACTIVE)
                .quietDays((short) 0b1100000)
                .quietFrom(22 * 60)
                .quietUntil(90);
        write(alert.encodedLength());
        AlertTriggeredEncoder triggered = new AlertTriggeredEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .alertId(1)
                .threshold(100)
                .value(101)
                .bound(100)
                .owner("local")
                .condition(AlertCondition.PRICE_ABOVE);
        write(triggered.encodedLength());
    }

    private void write(int encodedLength) {
        EventPrefix.writeInput(
                event, 0, EventBuilder.nanos("11:00:00"), 0, 1, EventPrefix.venueFlags(Venue.SIMULATOR.value(), 0));
        EventPrefix.sequence(event, 0, gateway.events().sequence());
        gateway.write(event, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }
}
