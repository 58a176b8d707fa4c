package org.millrace.bench.decoding;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.venue.InputWriter;

/** Publishes trades. */
final class TradeMaker implements EventMaker {
    private static final long NOBODY = -1;

    private final EventPublisher publisher;
    private final InputWriter writer;
    private final FrameNumber number = new FrameNumber();
    private final boolean isNewestFirst;
    private final boolean isNumbered; // by the venue, without a hole
    private final Field time;
    private final Field side;
    private final long buy; // what that field has where the aggressor bought

    TradeMaker(String venue, EventPublisher publisher) {
        this.publisher = publisher;
        writer = new InputWriter(Venue.BINANCE.value(), publisher);
        isNewestFirst = venue.equals("coinbase-advanced");
        isNumbered = !venue.equals("alpaca");
        boolean isBinance = venue.equals("binance");
        time = isBinance ? Field.MILLIS : Field.TIME;
        side = isBinance ? Field.IS_SELL : Field.SIDE;
        buy = switch (venue) {
            case "binance" -> 0;
            case "coinbase-exchange" -> 's'; // the maker's
            case "coinbase-advanced" -> 'S'; // likewise
            case "kraken" -> 'b';
            default -> NOBODY;
        };
    }

    @Override
    public void publish(ReadFields from) {
        number.follow(from);
        int count = from.rows();
        publisher.tryClaim(count);
        for (int i = 0; i < count; i++) {
            write(from, isNewestFirst ? count - 1 - i : i, i);
        }
        publisher.commit();
    }

    private void write(ReadFields from, int row, int slot) {
        FollowedInstrument of = from.instrument(row);
        long id = from.value(row, Field.ID);
        if (isNumbered && of.trades.isGap(id)) {
            throw new IllegalStateException("trades are missing");
        }
        of.trades.onTrade(id);
        TradeEncoder trade = writer.trade(slot, of, from.value(row, time), 0)
                .tradeId(id)
                .venueSequence(id)
                .price(from.value(row, Field.PRICE))
                .quantity(from.value(row, Field.QUANTITY))
                .aggressorSide(aggressor(from.value(row, side)));
        int conditions = trade.offset() + TradeEncoder.conditionsEncodingOffset();
        trade.buffer().putLong(conditions, from.value(row, Field.CONDITIONS), LITTLE_ENDIAN);
        of.onData(0);
    }

    private AggressorSide aggressor(long value) {
        return buy == NOBODY ? AggressorSide.UNKNOWN : value == buy ? AggressorSide.BUY : AggressorSide.SELL;
    }
}
