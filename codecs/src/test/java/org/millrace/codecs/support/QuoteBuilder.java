package org.millrace.codecs.support;

import org.millrace.codecs.sbe.QuoteEncoder;

/** Makes a Quote: 1 at 99.5 bid, 1 at 100.5 asked, unless told otherwise. */
public final class QuoteBuilder extends EventBuilder<QuoteBuilder> {
    private final QuoteEncoder quote = new QuoteEncoder();
    private long venueSequence;
    private String bidPrice = "99.5";
    private String bidQuantity = "1";
    private String askPrice = "100.5";
    private String askQuantity = "1";

    QuoteBuilder(Events events) {
        super(events);
    }

    public QuoteBuilder venueSequence(long id) {
        venueSequence = id;
        return this;
    }

    public QuoteBuilder bid(String price, String quantity) {
        bidPrice = price;
        bidQuantity = quantity;
        return this;
    }

    public QuoteBuilder ask(String price, String quantity) {
        askPrice = price;
        askQuantity = quantity;
        return this;
    }

    @Override
    int encode() {
        quote.wrapAndApplyHeader(buffer, 0, header)
                .venueSequence(venueSequence)
                .bidPrice(mantissa(bidPrice))
                .bidQuantity(mantissa(bidQuantity))
                .askPrice(mantissa(askPrice))
                .askQuantity(mantissa(askQuantity))
                .priceExponent((byte) EXPONENT)
                .quantityExponent((byte) EXPONENT);
        return header.encodedLength() + quote.encodedLength();
    }

    @Override
    QuoteBuilder self() {
        return this;
    }
}
