package org.millrace.codecs.json;

import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** Finds the powers of ten of a message's events ahead of the mantissas that they belong to. */
final class Exponents {
    private static final int PRICE = 0;
    private static final int QUANTITY = 1;
    private static final int MONEY = 2;
    private static final int VALUE = 3;
    private static final List<String> NAMES =
            List.of("priceExponent", "quantityExponent", "moneyExponent", "valueExponent");

    private static final int ABSENT = Integer.MAX_VALUE;

    private final int[] offsets = new int[NAMES.size()]; // in the message's block
    private final int[] exponents = new int[NAMES.size()];

    Exponents(List<Token> message) {
        Arrays.fill(offsets, ABSENT);
        for (Token token : message) {
            int index = token.signal() == Signal.BEGIN_FIELD ? NAMES.indexOf(token.name()) : -1;
            if (index >= 0) {
                offsets[index] = token.offset();
            }
        }
    }

    /**
     * Reads the exponents of an event.
     *
     * @param offset      of the message's block, behind its header
     * @param blockLength as the writer had it: fields beyond were not known to it
     */
    void read(DirectBuffer buffer, int offset, int blockLength) {
        for (int i = 0; i < exponents.length; i++) {
            exponents[i] = offsets[i] < blockLength ? buffer.getByte(offset + offsets[i]) : 0;
        }
    }

    int price() {
        return exponents[PRICE];
    }

    int quantity() {
        return exponents[QUANTITY];
    }

    int money() {
        return exponents[MONEY];
    }

    int value() {
        return exponents[VALUE];
    }

    /** Returns the exponent of prices times quantities. */
    int amount() {
        return price() + quantity();
    }
}
