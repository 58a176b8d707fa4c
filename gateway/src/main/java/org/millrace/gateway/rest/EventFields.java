package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.latest.InstrumentNames;

/** Writes fields of newest events as members of REST objects. For one event loop. */
final class EventFields {
    private static final double NANOS = 1e9;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final BookTopDecoder top = new BookTopDecoder();
    private final QualityScoreDecoder quality = new QualityScoreDecoder();
    private final FeedStatusDecoder feed = new FeedStatusDecoder();

    static void instrument(JsonGenerator json, Instrument instrument) throws IOException {
        json.writeStringField("symbol", instrument.name());
        json.writeStringField("exchange", InstrumentNames.venueName(instrument.venue()));
        json.writeStringField("venue_symbol", instrument.symbol());
        json.writeNumberField("instrument_id", instrument.id());
    }

    void trade(JsonGenerator json, DirectBuffer frame) throws IOException {
        trade.wrapAndApplyHeader(frame, FanOutFrame.HEADER_LENGTH, header);
        json.writeStringField("price", decimal(trade.price(), trade.priceExponent()));
        json.writeStringField("quantity", decimal(trade.quantity(), trade.quantityExponent()));
        json.writeStringField("side", trade.aggressorSide().name());
        json.writeNumberField("trade_id", trade.tradeId());
        json.writeStringField("time", Instants.text(EventPrefix.eventTime(frame, FanOutFrame.HEADER_LENGTH)));
    }

    void top(JsonGenerator json, DirectBuffer frame) throws IOException {
        top.wrapAndApplyHeader(frame, FanOutFrame.HEADER_LENGTH, header);
        json.writeObjectFieldStart("book");
        json.writeStringField("state", top.state().name());
        json.writeStringField("bid_price", decimal(top.bidPrice(), top.priceExponent()));
        json.writeStringField("bid_quantity", decimal(top.bidQuantity(), top.quantityExponent()));
        json.writeStringField("ask_price", decimal(top.askPrice(), top.priceExponent()));
        json.writeStringField("ask_quantity", decimal(top.askQuantity(), top.quantityExponent()));
        json.writeStringField("spread", decimal(top.spread(), top.priceExponent()));
        JsonBody.number(json, "mid", top.mid());
        json.writeEndObject();
    }

    void quality(JsonGenerator json, DirectBuffer frame) throws IOException {
        quality.wrapAndApplyHeader(frame, FanOutFrame.HEADER_LENGTH, header);
        JsonBody.number(json, "quality_score", quality.score());
        json.writeNumberField("accepted", quality.accepted());
        json.writeNumberField("invalid", quality.invalid());
        json.writeNumberField("duplicates", quality.duplicates());
        json.writeNumberField("out_of_order", quality.outOfOrder());
        json.writeNumberField("too_old", quality.tooOld());
        json.writeNumberField("gaps", quality.gaps());
        json.writeNumberField("crossed", quality.crossed());
        json.writeNumberField("anomalies", quality.anomalies());
        json.writeNumberField("book_agreements", quality.bookAgreements());
        json.writeNumberField("book_disagreements", quality.bookDisagreements());
        JsonBody.number(json, "book_score", quality.bookScore());
        JsonBody.number(json, "book_lost_seconds", quality.bookLostTime() / NANOS);
        json.writeStringField("time", Instants.text(EventPrefix.eventTime(frame, FanOutFrame.HEADER_LENGTH)));
    }

    void feed(JsonGenerator json, DirectBuffer frame) throws IOException {
        feed.wrapAndApplyHeader(frame, FanOutFrame.HEADER_LENGTH, header);
        json.writeStringField(
                "exchange", InstrumentNames.venueName(feed.prefix().venue()));
        json.writeNumberField("connection", feed.connectionId());
        json.writeNumberField("instrument_id", feed.prefix().instrumentId());
        json.writeStringField("stream", feed.stream().name());
        json.writeStringField("state", feed.state().name());
        json.writeStringField("reason", feed.reason().name());
        json.writeStringField("since", Instants.text(EventPrefix.eventTime(frame, FanOutFrame.HEADER_LENGTH)));
    }

    static String decimal(long mantissa, int exponent) {
        BigDecimal value = BigDecimal.valueOf(mantissa, -exponent);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
