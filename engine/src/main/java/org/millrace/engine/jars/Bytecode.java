package org.millrace.engine.jars;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Walks the instructions of a method (The Java Virtual Machine Specification, chapter 6). */
final class Bytecode {
    private static final int CODE_OFFSET = 8; // behind max_stack, max_locals and code_length
    private static final int LDC = 18;
    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    private static final int WIDE = 196;
    private static final int IINC = 132;

    /** Length of each instruction from 0 on, the operands with it; 0: it depends. */
    private static final String LENGTHS = "1".repeat(16) // constants
            + "23233" // bipush to ldc2_w
            + "2".repeat(5) // loads
            + "1".repeat(28)
            + "2".repeat(5) // stores
            + "1".repeat(73) // stores to lxor
            + "3" // iinc
            + "1".repeat(20) // conversions, comparisons
            + "3".repeat(16) // jumps
            + "2" // ret
            + "00" // switches
            + "1".repeat(6) // returns
            + "3".repeat(7) // fields, invocations
            + "55" // invokeinterface, invokedynamic
            + "3" // new
            + "23" // arrays
            + "11"
            + "33" // checkcast, instanceof
            + "11"
            + "0" // wide
            + "4" // multianewarray
            + "33"
            + "55"; // goto_w, jsr_w

    private Bytecode() {}

    /** Returns the constants that a Code attribute's instructions name, in their order. */
    static List<Integer> constants(byte[] attribute) {
        ByteBuffer code = ByteBuffer.wrap(attribute);
        int end = CODE_OFFSET + code.getInt(Integer.BYTES);
        List<Integer> constants = new ArrayList<>();
        for (int at = CODE_OFFSET; at < end; at += length(code, at)) {
            int operation = code.get(at) & 0xFF;
            if (operation == LDC) {
                constants.add(code.get(at + 1) & 0xFF);
            } else if (namesConstant(operation)) {
                constants.add(code.getShort(at + 1) & 0xFFFF);
            }
        }
        return constants;
    }

    private static boolean namesConstant(int operation) {
        return operation == 19
                || operation == 20 // ldc_w, ldc2_w
                || (operation >= 178 && operation <= 187) // fields, invocations, new
                || operation == 189
                || operation == 192
                || operation == 193
                || operation == 197;
    }

    private static int length(ByteBuffer code, int at) {
        int operation = code.get(at) & 0xFF;
        int padding = (4 - (at - CODE_OFFSET + 1) % 4) % 4;
        int table = at + 1 + padding;
        return switch (operation) {
            case TABLESWITCH -> 1 + padding + 12 + 4 * (code.getInt(table + 8) - code.getInt(table + 4) + 1);
            case LOOKUPSWITCH -> 1 + padding + 8 + 8 * code.getInt(table + 4);
            case WIDE -> (code.get(at + 1) & 0xFF) == IINC ? 6 : 4;
            default -> LENGTHS.charAt(operation) - '0';
        };
    }
}
