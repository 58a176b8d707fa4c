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

/**
 * Publishes what a message of the streamer changes: a quote where it has a side with its size, a trade where its price
 * is new. A message tells a state, not a trade: the trade has no id, and quantity 0 where the venue does not say how much.
 */
final class PriceFeed {
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
        long price = price(data, PricingField.PRICE, instrument);
        long quantity =
                data.isCrypto() ? 0 : quantity(data, PricingField.LAST_SIZE, instrument); // there the day's volume
        boolean hasTrade = price > 0 && instrument.isNewTrade(time, price, quantity);
        boolean hasQuote = hasSide(data, PricingField.BID, PricingField.BID_SIZE)
                || hasSide(data, PricingField.ASK, PricingField.ASK_SIZE);
        int count = (hasTrade ? 1 : 0) + (hasQuote ? 1 : 0);
        if (count == 0) {
            counters.count(FeedCounter.IGNORED);
            return true;
        }
        if (!publisher.tryClaim(count)) {
            return false;
        }
        if (hasQuote) {
            quote(data, instrument, receiveTime == 0 ? time : receiveTime, receiveTime);
        }
        if (hasTrade) {
            writer.trade(count - 1, instrument, time, receiveTime)
                    .tradeId(0)
                    .venueSequence(0)
                    .price(price)
                    .quantity(quantity)
                    .aggressorSide(AggressorSide.UNKNOWN);
            counters.count(FeedCounter.TRADES);
            instrument.onTrade(time, price, quantity);
        }
        publisher.commit();
        return true;
    }

    private void quote(PricingData data, YahooInstrument instrument, long eventTime, long receiveTime) {
        boolean hasBid = hasSide(data, PricingField.BID, PricingField.BID_SIZE);
        boolean hasAsk = hasSide(data, PricingField.ASK, PricingField.ASK_SIZE);
        writer.quote(0, instrument, eventTime, receiveTime)
                .venueSequence(0)
                .bidPrice(hasBid ? price(data, PricingField.BID, instrument) : 0)
                .bidQuantity(hasBid ? quantity(data, PricingField.BID_SIZE, instrument) : 0)
                .askPrice(hasAsk ? price(data, PricingField.ASK, instrument) : 0)
                .askQuantity(hasAsk ? quantity(data, PricingField.ASK_SIZE, instrument) : 0);
        counters.count(FeedCounter.QUOTES);
    }

    private static boolean hasSide(PricingData data, PricingField price, PricingField size) {
        return data.number(price) > 0 && data.whole(size) > 0;
    }

    private static long price(PricingData data, PricingField field, YahooInstrument instrument) {
        return Mantissas.of(FloatText.shortest(data.number(field)), instrument.priceExponent());
    }

    private static long quantity(PricingData data, PricingField field, YahooInstrument instrument) {
        return Mantissas.of(BigDecimal.valueOf(data.whole(field)), instrument.quantityExponent());
    }
}
