package org.millrace.gateway.support;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopEncoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusEncoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.IndicatorsEncoder;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.QualityScoreEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.fanout.StreamNumbers;

/** A market of two instruments that walks at random: for looking at the page without an engine. */
public final class DemoMarket {
    private static final String[] NAMES = {"BTC-USDT", "ETH-USDT"};
    private static final long[] PRICES = {6_168_600, 245_030};
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int PRICE_EXPONENT = -2;

    private final EventConsumer consumer;
    private final Random random = new Random(7);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final long[] prices = PRICES.clone();
    private final long[][] bars = new long[NAMES.length][];
    private final double[][] means = new double[NAMES.length][4];
    private long sequence;
    private long tradeId;

    private DemoMarket(EventConsumer consumer) {
        this.consumer = consumer;
    }

    /** Makes a market that writes into a fan-out ring. */
    public static DemoMarket into(FanOutBuffer ring) {
        StreamNumbers numbers = new StreamNumbers();
        return new DemoMarket((event, offset, length) -> {
            ring.write(numbers, event, offset, length);
            ring.publish();
        });
    }

    /** Tells of the past, then runs at the clock's pace until interrupted. */
    public void run(Duration past) {
        SystemEpochNanoClock clock = new SystemEpochNanoClock();
        long nowNs = clock.nanoTime();
        begin(nowNs);
        for (long time = nowNs - past.toNanos(); time < nowNs; time += SECOND / 10) {
            step(time);
        }
        while (!Thread.currentThread().isInterrupted()) {
            step(clock.nanoTime());
            LockSupport.parkNanos(SECOND / 100);
        }
    }

    private void begin(long nowNs) {
        for (int i = 0; i < NAMES.length; i++) {
            InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
            definition
                    .wrapAndApplyHeader(buffer, 0, header)
                    .symbol(NAMES[i].replace("-", ""))
                    .name(NAMES[i])
                    .tickSize(1)
                    .lotSize(1)
                    .tradingHoursId(0)
                    .assetClass(AssetClass.CRYPTO)
                    .priceExponent((byte) PRICE_EXPONENT)
                    .quantityExponent((byte) -5);
            send(definition.encodedLength(), i + 1, nowNs);
        }
        for (int i = 0; i <= NAMES.length; i++) {
            FeedStatusEncoder status = new FeedStatusEncoder();
            status
                    .wrapAndApplyHeader(buffer, 0, header)
                    .gapFirst(0)
                    .gapLast(0)
                    .clockOffset(0)
                    .connectionId(0)
                    .state(FeedState.LIVE)
                    .reason(i == 0 ? FeedReason.CONNECTED : FeedReason.SNAPSHOT_APPLIED)
                    .stream(i == 0 ? FeedStream.CONNECTION : FeedStream.BOOK);
            send(status.encodedLength(), i, nowNs);
        }
    }

    private void step(long time) {
        for (int i = 0; i < NAMES.length; i++) {
            prices[i] += Math.round(random.nextGaussian() * prices[i] * 0.00004);
            long quantity = 100L + random.nextInt(90_000);
            bar(i, time, quantity);
            trade(i, time, quantity);
            top(i, time);
        }
        quality(time);
    }

    private void trade(int i, long time, long quantity) {
        TradeEncoder trade = new TradeEncoder();
        trade.wrapAndApplyHeader(buffer, 0, header)
                .tradeId(++tradeId)
                .venueSequence(0)
                .price(prices[i])
                .quantity(quantity)
                .conditions("")
                .aggressorSide(random.nextBoolean() ? AggressorSide.BUY : AggressorSide.SELL)
                .priceExponent((byte) PRICE_EXPONENT)
                .quantityExponent((byte) -5);
        send(trade.encodedLength(), i + 1, time);
    }

    private void top(int i, long time) {
        BookTopEncoder top = new BookTopEncoder();
        top.wrapAndApplyHeader(buffer, 0, header)
                .venueSequence(tradeId)
                .bidPrice(prices[i] - 5)
                .bidQuantity(52_000)
                .askPrice(prices[i] + 6)
                .askQuantity(81_000)
                .spread(11)
                .mid(prices[i] / 100.0)
                .imbalance(0.1)
                .microPrice(prices[i] / 100.0)
                .state(BookState.LIVE)
                .priceExponent((byte) PRICE_EXPONENT)
                .quantityExponent((byte) -5);
        send(top.encodedLength(), i + 1, time);
    }

    private void quality(long time) {
        QualityScoreEncoder score = new QualityScoreEncoder();
        score.wrapAndApplyHeader(buffer, 0, header)
                .score(0.9994)
                .accepted(tradeId)
                .invalid(0)
                .duplicates(3)
                .outOfOrder(1)
                .tooOld(0)
                .gaps(0)
                .crossed(0)
                .anomalies(1)
                .bookAgreements(tradeId / 2)
                .bookDisagreements(0)
                .bookNotComparable(2)
                .bookLostTime(0)
                .bookScore(1);
        send(score.encodedLength(), 1, time);
    }

    private void bar(int i, long time, long quantity) {
        long start = time / SECOND * SECOND;
        if (bars[i] != null && bars[i][0] != start) {
            sendBar(i, time, BarState.CLOSED);
            indicators(i, time);
            bars[i] = null;
        }
        if (bars[i] == null) {
            bars[i] = new long[] {start, prices[i], prices[i], prices[i], prices[i], 0};
        }
        long[] bar = bars[i];
        bar[2] = Math.max(bar[2], prices[i]);
        bar[3] = Math.min(bar[3], prices[i]);
        bar[4] = prices[i];
        bar[5] += quantity;
        sendBar(i, time, BarState.IN_PROGRESS);
    }

    private void sendBar(int i, long time, BarState state) {
        long[] bar = bars[i];
        BarEncoder out = new BarEncoder();
        out.wrapAndApplyHeader(buffer, 0, header)
                .startTime(bar[0])
                .endTime(bar[0] + SECOND)
                .open(bar[1])
                .high(bar[2])
                .low(bar[3])
                .close(bar[4])
                .volume(bar[5])
                .buyVolume(0);
        out.notional().high(0).low(0);
        out.vwap(0)
                .threshold(0)
                .tradeCount(1)
                .timeframe(1)
                .revision(0)
                .kind(BarKind.TIME)
                .state(state)
                .priceExponent((byte) PRICE_EXPONENT)
                .quantityExponent((byte) -5);
        send(out.encodedLength(), i + 1, time);
    }

    private void indicators(int i, long time) {
        double close = bars[i][4] / 100.0;
        double[] spans = {21, 51, 13, 27};
        for (int k = 0; k < spans.length; k++) {
            means[i][k] = means[i][k] == 0 ? close : means[i][k] + (close - means[i][k]) * 2 / spans[k];
        }
        double band = close * 0.0004;
        double macd = means[i][2] - means[i][3];
        IndicatorsEncoder out = new IndicatorsEncoder();
        out.wrapAndApplyHeader(buffer, 0, header)
                .startTime(bars[i][0])
                .sma20(means[i][0])
                .sma50(means[i][1])
                .ema12(means[i][2])
                .ema26(means[i][3])
                .rsi14(50 + 25 * Math.tanh(macd / close * 3000))
                .macd(macd)
                .macdSignal(macd * 0.8)
                .macdHistogram(macd * 0.2)
                .bbUpper(means[i][0] + band)
                .bbMiddle(means[i][0])
                .bbLower(means[i][0] - band)
                .atr14(1)
                .stochK(50)
                .stochD(50)
                .obv(0)
                .volumeSma20(0)
                .wma20(0)
                .vwap(0)
                .timeframe(1)
                .revision(0);
        send(out.encodedLength(), i + 1, time);
    }

    private void send(int encodedLength, int instrumentId, long time) {
        EventPrefix.writeInput(buffer, 0, time, time, instrumentId, EventPrefix.venueFlags(Venue.SIMULATOR.value(), 0));
        EventPrefix.sequence(buffer, 0, ++sequence);
        consumer.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }
}
