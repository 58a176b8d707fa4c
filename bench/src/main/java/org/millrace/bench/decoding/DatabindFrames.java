package org.millrace.bench.decoding;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** Reads a whole frame into records with Jackson databind, prices as {@link BigDecimal}: as most programs do. */
final class DatabindFrames {
    private final ObjectReader reader;

    /** Reads frames of one kind: {@code trade}, {@code quote} or {@code book}. */
    DatabindFrames(String kind) {
        Class<?> type =
                switch (kind) {
                    case "trade" -> TradeFrame.class;
                    case "quote" -> QuoteFrame.class;
                    default -> DepthFrame.class;
                };
        reader = new ObjectMapper().readerFor(type);
    }

    Object read(byte[] frame, int length) throws IOException {
        return reader.readValue(frame, 0, length);
    }

    /** A trade, as the stream has it. */
    record TradeFrame(@JsonProperty("stream") String stream, @JsonProperty("data") Trade data) {}

    /** A quote, as the stream has it. */
    record QuoteFrame(@JsonProperty("stream") String stream, @JsonProperty("data") Quote data) {}

    /** A change of a book, as the stream has it. */
    record DepthFrame(@JsonProperty("stream") String stream, @JsonProperty("data") Depth data) {}

    /** Payload of a trade. */
    record Trade(
            @JsonProperty("e") String event,
            @JsonProperty("E") long eventTime,
            @JsonProperty("s") String symbol,
            @JsonProperty("t") long id,
            @JsonProperty("p") BigDecimal price,
            @JsonProperty("q") BigDecimal quantity,
            @JsonProperty("T") long tradeTime,
            @JsonProperty("m") boolean isBuyerMaker,
            @JsonProperty("M") boolean ignored) {}

    /** Payload of a quote. */
    record Quote(
            @JsonProperty("u") long updateId,
            @JsonProperty("s") String symbol,
            @JsonProperty("b") BigDecimal bidPrice,
            @JsonProperty("B") BigDecimal bidQuantity,
            @JsonProperty("a") BigDecimal askPrice,
            @JsonProperty("A") BigDecimal askQuantity) {}

    /** Payload of a change of a book. */
    record Depth(
            @JsonProperty("e") String event,
            @JsonProperty("E") long eventTime,
            @JsonProperty("s") String symbol,
            @JsonProperty("U") long firstUpdateId,
            @JsonProperty("u") long lastUpdateId,
            @JsonProperty("b") List<List<BigDecimal>> bids,
            @JsonProperty("a") List<List<BigDecimal>> asks) {}
}
