package org.millrace.feeds.binance;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What messages say, read the slow and obvious way. */
public final class SbeReading {
    private SbeReading() {}

    /** Reads a message by the offsets that the venue documents. */
    public static List<String> lines(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int block = in.getShort(0) & 0xFFFF;
        int template = in.getShort(2) & 0xFFFF;
        int at = 8 + block;
        List<String> lines = new ArrayList<>();
        switch (template) {
            case 10_000 -> {
                lines.add("time " + in.getLong(16) * 1_000);
                int entry = in.getShort(at) & 0xFFFF;
                int count = in.getInt(at + 2);
                at += 6;
                for (int i = 0; i < count; i++, at += entry) {
                    lines.add(in.getLong(at) + " " + plain(in.getLong(at + 8), frame[24]) + " "
                            + plain(in.getLong(at + 16), frame[25]) + " " + frame[at + 24]);
                }
            }
            case 10_001 -> {
                lines.add("time " + in.getLong(8) * 1_000);
                lines.add(
                        in.getLong(16) + " " + plain(in.getLong(26), frame[24]) + " " + plain(in.getLong(34), frame[25])
                                + " " + plain(in.getLong(42), frame[24]) + " " + plain(in.getLong(50), frame[25]));
            }
            case 10_002 -> {
                lines.add("time " + in.getLong(8) * 1_000);
                lines.add("" + in.getLong(16));
                at = levels(in, at, frame[24], frame[25], lines);
            }
            default -> {
                lines.add("time " + in.getLong(8) * 1_000);
                lines.add(in.getLong(16) + " " + in.getLong(24));
                at = levels(in, at, frame[32], frame[33], lines);
            }
        }
        lines.add(0, new String(frame, at + 1, frame[at] & 0xFF, StandardCharsets.UTF_8));
        return lines;
    }

    /** Reads both sides of a book; returns where they end. */
    private static int levels(ByteBuffer in, int from, int priceExponent, int quantityExponent, List<String> to) {
        int at = from;
        for (int side = 0; side < 2; side++) {
            int entry = in.getShort(at) & 0xFFFF;
            int count = in.getShort(at + 2) & 0xFFFF;
            at += 4;
            for (int i = 0; i < count; i++, at += entry) {
                to.add(plain(in.getLong(at), priceExponent) + " " + plain(in.getLong(at + 8), quantityExponent));
            }
        }
        return at;
    }

    static String plain(long mantissa, int exponent) {
        return BigDecimal.valueOf(mantissa, -exponent).stripTrailingZeros().toPlainString();
    }
}
