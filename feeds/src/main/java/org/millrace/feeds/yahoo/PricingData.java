package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.millrace.codecs.sbe.AssetClass;

/** One message of the streamer, a Protocol Buffer: what the venue knows of a symbol now. What is absent is 0 or empty. */
final class PricingData {
    private static final int FIELDS = 34;
    private static final int WIRE_TYPE_BITS = 3;
    private static final int HEARTBEAT = 7;
    private static final int CRYPTO = 41;
    private static final Map<String, String> CURRENCIES = Map.of(
            "NMS", "USD", // Nasdaq
            "NGM", "USD",
            "NCM", "USD",
            "NYQ", "USD", // New York
            "PCX", "USD",
            "ASE", "USD",
            "BTS", "USD",
            "IST", "TRY");

    private final long[] bits = new long[FIELDS];
    private final String[] texts = new String[FIELDS];

    private PricingData() {}

    /**
     * Reads a message. Fields that are not known are passed over; of those that come twice the last holds.
     *
     * @throws IOException if it is no such message
     */
    static PricingData read(byte[] message) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        PricingData data = new PricingData();
        try {
            while (in.hasRemaining()) {
                data.field(in);
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("message ends early", e);
        }
        return data;
    }

    String symbol() {
        return text(PricingField.ID);
    }

    /** Returns the trading currency; the venue leaves it out with shares, of which the exchange says it. */
    String currency() {
        String currency = text(PricingField.CURRENCY);
        return currency.isEmpty() ? CURRENCIES.getOrDefault(text(PricingField.EXCHANGE), "") : currency;
    }

    boolean isHeartbeat() {
        return whole(PricingField.QUOTE_TYPE) == HEARTBEAT;
    }

    boolean isCrypto() {
        return whole(PricingField.QUOTE_TYPE) == CRYPTO;
    }

    AssetClass assetClass() {
        return switch ((int) whole(PricingField.QUOTE_TYPE)) {
            case 8, 11, 20 -> AssetClass.EQUITY;
            case 9 -> AssetClass.INDEX;
            case 14 -> AssetClass.FX;
            case 18 -> AssetClass.FUTURE;
            case CRYPTO -> AssetClass.CRYPTO;
            default -> AssetClass.UNKNOWN;
        };
    }

    /** Returns a text. */
    String text(PricingField field) {
        String text = texts[field.number()];
        return text == null ? "" : text;
    }

    /** Returns a whole number. */
    long whole(PricingField field) {
        return bits[field.number()];
    }

    /** Returns a float. */
    float number(PricingField field) {
        return Float.intBitsToFloat((int) bits[field.number()]);
    }

    /** Returns a double. */
    double wide(PricingField field) {
        return Double.longBitsToDouble(bits[field.number()]);
    }

    private void field(ByteBuffer in) throws IOException {
        long tag = varint(in);
        int wireType = (int) tag & 7;
        long number = tag >>> WIRE_TYPE_BITS;
        PricingField field = PricingField.of(number);
        if (number == 0 || (field != null && field.kind().wireType() != wireType)) {
            throw new IOException("field " + number + " of wire type " + wireType);
        }
        long value = 0;
        String text = null;
        switch (wireType) {
            case 0 -> value = varint(in);
            case 1 -> value = in.getLong();
            case 2 -> text = text(in);
            case 5 -> value = in.getInt();
            default -> throw new IOException("wire type " + wireType);
        }
        if (field != null) {
            boolean isSigned = field.kind() == PricingField.Kind.SIGNED;
            bits[field.number()] = isSigned ? (value >>> 1) ^ -(value & 1) : value; // zig-zag
            texts[field.number()] = text;
        }
    }

    private static String text(ByteBuffer in) throws IOException {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) {
            throw new IOException("text of " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static long varint(ByteBuffer in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("number of more than ten bytes");
    }
}
