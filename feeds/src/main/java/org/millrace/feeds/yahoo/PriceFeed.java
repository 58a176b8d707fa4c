package org.millrace.feeds.yahoo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.math.BigDecimal;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.MetricId;

/**
 * Publishes what a message of the streamer changes. It tells a state, not a trade: what is not news is passed over.
 *
 * <pre>
 *   price and how much was traded   Trade at its time, without id
 *   bid or ask                      Quote; a quantity of 0 is one that was not told
 *   a price and nothing else        Metric, for it is neither bid nor ask nor traded: crypto, indices, currencies
 * </pre>
 */
final class PriceFeed {
    private static final long PRICE_METRIC = MetricId.of("price");
    private static final long LAST_MS = 4_102_444_800_000L; // 2100-01-01

    private final EventPublisher publisher;
    private final InputWriter writer;
    private final FeedCounters counters;

    PriceFeed(EventPublisher publisher, InputWriter writer, FeedCounters counters) {
        this.publisher = publisher;
        this.writer = writer;
        this.counters = counters;
    }

    /** Judges a message. {@code NULL_VAL}: accepted. */
    RejectReason judge(PricingData data, YahooInstrument instrument) {
        long time = data.whole(PricingField.TIME);
        if (time <= 0 || time >= LAST_MS) {
            return RejectReason.TIME_INVALID;
        }
        for (PricingField field : new PricingField[] {PricingField.PRICE, PricingField.BID, PricingField.ASK}) {
            float value = data.number(field);
            if (!Float.isFinite(value)) {
                return RejectReason.MALFORMED;
            }
            if (value < 0) {
                return RejectReason.PRICE_NOT_POSITIVE;
            }
            if (Decimals.isError(price(data, field, instrument))) {
                return RejectReason.OVERFLOW;
            }
        }
        for (PricingField field :
                new PricingField[] {PricingField.LAST_SIZE, PricingField.BID_SIZE, PricingField.ASK_SIZE}) {
            long value = data.whole(field);
            if (value < 0) {
                return RejectReason.QUANTITY_NOT_POSITIVE;
            }
            boolean isUsed = field != PricingField.LAST_SIZE || !data.isCrypto();
            if (isUsed && Decimals.isError(quantity(data, field, instrument))) {
                return RejectReason.OVERFLOW;
            }
        }
        return RejectReason.NULL_VAL;
    }

    /** Publishes; false if the ring is full. */
    boolean publish(PricingData data, YahooInstrument instrument, long receiveTime) {
        long time = MILLISECONDS.toNanos(data.whole(PricingField.TIME));
        PriceState state = state(data, instrument);
        boolean hasTrade = state.quantity() > 0 && state.price() > 0 && instrument.isNewTrade(time, state);
        boolean hasQuote = state.hasQuote() && instrument.isNewQuote(time, state);
        boolean hasPrice = state.isPriceAlone() && instrument.isNewTrade(time, state);
        int count = (hasTrade ? 1 : 0) + (hasQuote ? 1 : 0) + (hasPrice ? 1 : 0);
        if (count == 0) {
            counters.count(FeedCounter.IGNORED);
            return true;
        }
        if (!publisher.tryClaim(count)) {
            return false;
        }
        if (hasQuote) {
            writer.quote(0, instrument, receiveTime == 0 ? time : receiveTime, receiveTime)
                    .venueSequence(0)
                    .bidPrice(state.bid())
                    .bidQuantity(state.bidQuantity())
                    .askPrice(state.ask())
                    .askQuantity(state.askQuantity());
            counters.count(FeedCounter.QUOTES);
        }
        if (hasTrade) {
            writer.trade(count - 1, instrument, time, receiveTime)
                    .tradeId(0)
                    .venueSequence(0)
                    .price(state.price())
                    .quantity(state.quantity())
                    .aggressorSide(AggressorSide.UNKNOWN);
            counters.count(FeedCounter.TRADES);
        }
        if (hasPrice) {
            price(data, instrument, time, receiveTime);
        }
        publisher.commit();
        instrument.onState(time, state);
        return true;
    }

    private void price(PricingData data, YahooInstrument instrument, long time, long receiveTime) {
        writer.metric(0, instrument, time, receiveTime)
                .metricId(PRICE_METRIC)
                .value(FloatText.shortest(data.number(PricingField.PRICE)).doubleValue())
                .resolution(0);
        counters.count(FeedCounter.METRICS);
    }

    private static PriceState state(PricingData data, YahooInstrument instrument) {
        long price = price(data, PricingField.PRICE, instrument);
        long quantity = // of crypto it is the day's volume
                data.isCrypto() ? 0 : quantity(data, PricingField.LAST_SIZE, instrument);
        long bid = price(data, PricingField.BID, instrument);
        long ask = price(data, PricingField.ASK, instrument);
        return new PriceState(
                price,
                quantity,
                bid,
                bid == 0 ? 0 : quantity(data, PricingField.BID_SIZE, instrument),
                ask,
                ask == 0 ? 0 : quantity(data, PricingField.ASK_SIZE, instrument));
    }

    private static long price(PricingData data, PricingField field, YahooInstrument instrument) {
        return Mantissas.of(FloatText.shortest(data.number(field)), instrument.priceExponent());
    }

    private static long quantity(PricingData data, PricingField field, YahooInstrument instrument) {
        return Mantissas.of(BigDecimal.valueOf(data.whole(field)), instrument.quantityExponent());
    }
}
