package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.gateway.fanout.FanOutFrame;

/** Writes a book, as it is after its newest update. */
final class BookFields {
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final DirectBuffer newest;

    BookFields(DirectBuffer newest) {
        this.newest = newest;
        update.wrapAndApplyHeader(newest, FanOutFrame.HEADER_LENGTH, new MessageHeaderDecoder());
    }

    void head(JsonGenerator json) throws IOException {
        json.writeStringField("time", Instants.text(EventPrefix.eventTime(newest, FanOutFrame.HEADER_LENGTH)));
        json.writeNumberField("venue_sequence", update.venueSequenceLast());
        json.writeNumberField("stream_sequence", FanOutFrame.streamSequence(newest, 0));
    }

    /** Writes the best levels of a side as pairs of price and quantity, best first. */
    void levels(JsonGenerator json, String name, OrderBook book, Side side, int depth) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < Math.min(depth, book.levels(side)); i++) {
            json.writeStartArray();
            json.writeString(EventFields.decimal(book.price(side, i), update.priceExponent()));
            json.writeString(EventFields.decimal(book.quantity(side, i), update.quantityExponent()));
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
