package org.millrace.engine.jars;

import java.io.DataInputStream;
import java.io.IOException;

/** The constants of a class file. */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int FLOAT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int DYNAMIC = 17;
    private static final int INVOKE_DYNAMIC = 18;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private final int[] tags;
    private final int[] first;
    private final int[] second;
    private final String[] texts;

    private ConstantPool(int size) {
        tags = new int[size];
        first = new int[size];
        second = new int[size];
        texts = new String[size];
    }

    static ConstantPool read(DataInputStream in) throws IOException {
        ConstantPool pool = new ConstantPool(in.readUnsignedShort());
        for (int i = 1; i < pool.tags.length; i++) {
            int tag = in.readUnsignedByte();
            pool.readEntry(i, tag, in);
            if (tag == LONG || tag == DOUBLE) {
                i++; // takes two places
            }
        }
        return pool;
    }

    int size() {
        return tags.length;
    }

    String text(int index) {
        return texts[index];
    }

    String className(int index) {
        return texts[first[index]];
    }

    /** Returns the class of a constant that names one, or a member of one; null: it is something else. */
    String owner(int index) {
        return switch (tags[index]) {
            case CLASS -> className(index);
            case FIELD, METHOD, INTERFACE_METHOD -> className(first[index]);
            default -> null;
        };
    }

    /** Returns the member that a constant names; empty: none. */
    String member(int index) {
        return tags[index] == CLASS ? "" : texts[first[second[index]]];
    }

    private void readEntry(int index, int tag, DataInputStream in) throws IOException {
        tags[index] = tag;
        switch (tag) {
            case UTF8 -> texts[index] = in.readUTF();
            case INTEGER, FLOAT -> in.readInt();
            case LONG, DOUBLE -> in.readLong();
            case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> first[index] = in.readUnsignedShort();
            case FIELD, METHOD, INTERFACE_METHOD, NAME_AND_TYPE, DYNAMIC, INVOKE_DYNAMIC -> {
                first[index] = in.readUnsignedShort();
                second[index] = in.readUnsignedShort();
            }
            case METHOD_HANDLE -> {
                in.readUnsignedByte();
                in.readUnsignedShort();
            }
            default -> throw new IllegalArgumentException("a constant of an unknown kind: " + tag);
        }
    }
}
