package org.millrace.codecs.json;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * Writes the fixture of a schema version before it is released: an event of each message with a value in each field, as
 * bytes and as what is read from them. The fixture of a released version is never written again.
 */
final class GoldenEventsWriter {
    private final EventSchema schema = new EventSchema();
    private final EventRow row = new EventRow(id -> null);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private int next;

    private GoldenEventsWriter() {}

    /** Takes one argument: the file to write. */
    public static void main(String[] args) throws Exception {
        Files.writeString(Path.of(args[0]), new GoldenEventsWriter().text(), StandardCharsets.UTF_8);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int templateId = 0; templateId < 0xFFFF; templateId++) {
            if (schema.knows(templateId)) {
                append(text, schema.tokens(templateId));
            }
        }
        return text.toString();
    }

    private void append(StringBuilder text, List<Token> tokens) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        int length = encode(tokens);
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        row.wrap(buffer, 0);
        text.append(HexFormat.of().formatHex(bytes)).append('\n');
        for (int i = 0; i < row.names().size(); i++) {
            text.append(row.names().get(i))
                    .append('=')
                    .append(row.values().get(i))
                    .append('\n');
        }
        text.append('\n');
    }

    private int encode(List<Token> tokens) {
        Token message = tokens.get(0);
        MessageHeaderEncoder header = new MessageHeaderEncoder().wrap(buffer, 0);
        header.blockLength(message.encodedLength()).templateId(message.id()).schemaId(1);
        header.version(MessageHeaderEncoder.SCHEMA_VERSION);
        int block = header.encodedLength();
        int limit = block + message.encodedLength();
        next = message.id();
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.signal() == Signal.BEGIN_GROUP) {
                buffer.putShort(limit, (short) token.encodedLength(), ByteOrder.LITTLE_ENDIAN);
                buffer.putByte(limit + 2, (byte) 1);
                block = limit + 3;
                limit = block + token.encodedLength();
                i += tokens.get(i + 1).componentTokenCount(); // past the group's own header
            } else if (token.signal() == Signal.BEGIN_COMPOSITE) {
                block += token.offset();
            } else if (token.signal() == Signal.END_COMPOSITE) {
                block -= token.offset();
            } else {
                put(token, block + token.offset());
            }
        }
        return limit;
    }

    private void put(Token token, int index) {
        switch (token.signal()) {
            case BEGIN_ENUM -> buffer.putByte(index, (byte) 1); // a value of every enum
            case BEGIN_SET -> buffer.putShort(index, (short) 0b101_0000_0011, ByteOrder.LITTLE_ENDIAN);
            case ENCODING -> putValue(token, index);
            default -> {} // has no bytes
        }
    }

    private void putValue(Token token, int index) {
        next++;
        if (token.name().equals("reserved")) {
            return;
        }
        if (token.name().equals("Exponent")) {
            buffer.putByte(index, (byte) -2);
            return;
        }
        switch (token.encoding().primitiveType()) {
            case INT64, UINT64 -> buffer.putLong(index, next * 1_000_001L, ByteOrder.LITTLE_ENDIAN);
            case INT32, UINT32 -> buffer.putInt(index, next * 60, ByteOrder.LITTLE_ENDIAN);
            case UINT16 -> buffer.putShort(index, (short) next, ByteOrder.LITTLE_ENDIAN);
            case UINT8 -> buffer.setMemory(index, token.arrayLength(), (byte) next);
            case DOUBLE -> buffer.putDouble(index, next + 0.125, ByteOrder.LITTLE_ENDIAN);
            case CHAR -> buffer.putStringWithoutLengthAscii(index, "text" + next);
            default ->
                throw new IllegalStateException("type: " + token.encoding().primitiveType() + ", not written yet");
        }
    }
}
