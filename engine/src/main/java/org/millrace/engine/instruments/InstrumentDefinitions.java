package org.millrace.engine.instruments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;

/** Turns an instrument into the event that defines it, and back. Off the hot path. */
final class InstrumentDefinitions {
    private InstrumentDefinitions() {}

    /** Returns the length of the message that it wrote. */
    static int encode(
            Instrument instrument, long nowNs, InstrumentDefinitionEncoder encoder, MutableDirectBuffer buffer) {
        buffer.setMemory(0, MessageHeaderEncoder.ENCODED_LENGTH + InstrumentDefinitionEncoder.BLOCK_LENGTH, (byte) 0);
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        int venueFlags = EventPrefix.venueFlags(instrument.venue().value(), 0);
        EventPrefix.writeInput(buffer, 0, nowNs, 0L, instrument.id(), venueFlags);
        byte[] symbol = text(instrument.symbol(), InstrumentDefinitionEncoder.symbolLength());
        byte[] name = text(instrument.name(), InstrumentDefinitionEncoder.nameLength());
        encoder.putSymbol(symbol, 0)
                .putName(name, 0)
                .tickSize(instrument.tickSize())
                .lotSize(instrument.lotSize())
                .tradingHoursId(
                        TradingHours.of(instrument.venue(), instrument.symbol()).id())
                .assetClass(instrument.assetClass())
                .priceExponent((byte) instrument.priceExponent())
                .quantityExponent((byte) instrument.quantityExponent());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    static Instrument decode(InstrumentDefinitionDecoder decoder, DirectBuffer message) {
        decoder.wrap(
                message,
                MessageHeaderDecoder.ENCODED_LENGTH,
                InstrumentDefinitionDecoder.BLOCK_LENGTH,
                InstrumentDefinitionDecoder.SCHEMA_VERSION);
        return new Instrument(
                EventPrefix.instrumentId(message, 0),
                Venue.get((short) EventPrefix.venue(message, 0)),
                decoder.symbol(),
                decoder.name(),
                decoder.priceExponent(),
                decoder.quantityExponent(),
                decoder.tickSize(),
                decoder.lotSize(),
                decoder.assetClass());
    }

    private static byte[] text(String value, int length) {
        return Arrays.copyOf(value.getBytes(StandardCharsets.UTF_8), length);
    }
}
