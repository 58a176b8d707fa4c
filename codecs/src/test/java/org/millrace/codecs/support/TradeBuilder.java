package org.millrace.codecs.support;

import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.TradeEncoder;

/** Makes a Trade: id = its sequence, price 100, quantity 1, bought, unless told otherwise. */
public final class TradeBuilder extends EventBuilder<TradeBuilder> {
    private final TradeEncoder trade = new TradeEncoder();
    private long tradeId;
    private String price = "100";
    private String quantity = "1";
    private AggressorSide side = AggressorSide.BUY;

    TradeBuilder(Events events) {
        super(events);
        tradeId = events.sequence() + 1;
    }

    public TradeBuilder id(long id) {
        tradeId = id;
        return this;
    }

    public TradeBuilder price(String decimal) {
        price = decimal;
        return this;
    }

    public TradeBuilder quantity(String decimal) {
        quantity = decimal;
        return this;
    }

    public TradeBuilder side(AggressorSide aggressorSide) {
        side = aggressorSide;
        return this;
    }

    @Override
    int encode() {
        trade.wrapAndApplyHeader(buffer, 0, header)
                .tradeId(tradeId)
                .venueSequence(0)
                .price(mantissa(price))
                .quantity(mantissa(quantity))
                .conditions("")
                .aggressorSide(side)
                .priceExponent((byte) EXPONENT)
                .quantityExponent((byte) EXPONENT);
        return header.encodedLength() + trade.encodedLength();
    }

    @Override
    TradeBuilder self() {
        return this;
    }
}
