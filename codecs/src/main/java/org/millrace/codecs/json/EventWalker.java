package org.millrace.codecs.json;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Amounts;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.AbstractTokenListener;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;
import uk.co.real_logic.sbe.otf.Types;

/** Reads an event by the schema's tokens and tells a visitor what each member means, by its semantic type. */
final class EventWalker extends AbstractTokenListener {
    private static final String PREFIX = "Prefix";
    private static final String PADDING = "reserved";
    private static final String SYMBOL = "symbol";
    private static final String INSTRUMENT = "instrument";

    private final EventSchema schema = new EventSchema();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final IntFunction<Instrument> instruments;
    private EventVisitor visitor;
    private Exponents exponents;
    private DirectBuffer event;
    private int eventOffset;
    private int version;
    private Token composite; // the one in which the members are that come now; null: none
    private final long[] halves = new long[2]; // of a composite that is one value
    private int half;

    EventWalker(IntFunction<Instrument> instruments) {
        this.instruments = instruments;
    }

    /** Shows an event; of a message that this schema does not know, only the prefix. */
    void walk(DirectBuffer buffer, int offset, EventVisitor to) {
        header.wrap(buffer, offset);
        visitor = to;
        event = buffer;
        eventOffset = offset;
        version = header.version();
        composite = null;
        boolean known = schema.knows(header.templateId());
        int shownAs = known ? header.templateId() : ClockTickDecoder.TEMPLATE_ID;
        List<Token> tokens = schema.tokens(shownAs);
        int block = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        exponents = schema.exponents(shownAs);
        exponents.read(buffer, block, header.blockLength());
        visitor.onBegin(schema.name(header.templateId()));
        OtfMessageDecoder.decode(buffer, block, version, header.blockLength(), tokens, this);
        visitor.onEnd();
    }

    @Override
    public void onBeginComposite(Token fieldToken, List<Token> tokens, int fromIndex, int toIndex) {
        composite = tokens.get(fromIndex);
        half = 0;
    }

    @Override
    public void onEndComposite(Token fieldToken, List<Token> tokens, int fromIndex, int toIndex) {
        if (composite.name().equals(PREFIX)) {
            showInstrument();
        } else if (isAbsent(fieldToken)) {
            visitor.onNull(fieldToken.name());
        } else {
            visitor.onText(fieldToken.name(), compositeText(composite.encoding().semanticType()));
        }
        composite = null;
    }

    @Override
    public void onEncoding(Token fieldToken, DirectBuffer buffer, int index, Token typeToken, int actingVersion) {
        if (composite != null && composite.encoding().semanticType() != null) {
            halves[half++] = buffer.getLong(index, typeToken.encoding().byteOrder());
        } else if (composite == null && isAbsent(fieldToken)) {
            visitor.onNull(fieldToken.name());
        } else if (typeToken.arrayLength() > 1) {
            visitor.onText(fieldToken.name(), FieldText.ofArray(buffer, index, typeToken));
        } else if (typeToken.encoding().primitiveType() == PrimitiveType.DOUBLE) {
            showReal(
                    fieldToken.name(),
                    buffer.getDouble(index, typeToken.encoding().byteOrder()));
        } else if (composite == null || !fieldToken.name().equals(PADDING)) {
            showInteger(fieldToken.name(), buffer, index, typeToken.encoding());
        }
    }

    @Override
    public void onEnum(
            Token fieldToken, DirectBuffer buffer, int index, List<Token> tokens, int from, int to, int actingVersion) {
        String name = composite == null ? fieldToken.name() : tokens.get(from).name();
        Encoding encoding = tokens.get(from + 1).encoding();
        long value = isAbsent(fieldToken) ? Long.MIN_VALUE : Types.getLong(buffer, index, encoding);
        for (int i = from + 1; i < to; i++) {
            if (tokens.get(i).encoding().constValue().longValue() == value) {
                showEnum(name, tokens.get(from), tokens.get(i).name());
                return;
            }
        }
        visitor.onNull(name);
    }

    @Override
    public void onBitSet(
            Token fieldToken, DirectBuffer buffer, int index, List<Token> tokens, int from, int to, int actingVersion) {
        String name = composite == null ? fieldToken.name() : tokens.get(from).name();
        if (composite == null && isAbsent(fieldToken)) {
            visitor.onNull(name);
            return;
        }
        long bits = Types.getLong(buffer, index, tokens.get(from + 1).encoding());
        List<String> names = new ArrayList<>();
        for (int i = from + 1; i < to; i++) {
            if ((bits >>> tokens.get(i).encoding().constValue().longValue() & 1) == 1) {
                names.add(tokens.get(i).name());
            }
        }
        visitor.onSet(name, names);
    }

    @Override
    public void onGroupHeader(Token token, int numInGroup) {
        visitor.onBeginGroup(token.name());
        if (numInGroup == 0) {
            visitor.onEndGroup();
        }
    }

    @Override
    public void onBeginGroup(Token token, int groupIndex, int numInGroup) {
        visitor.onBeginEntry();
    }

    @Override
    public void onEndGroup(Token token, int groupIndex, int numInGroup) {
        visitor.onEndEntry();
        if (groupIndex == numInGroup - 1) {
            visitor.onEndGroup();
        }
    }

    private boolean isAbsent(Token fieldToken) {
        return fieldToken.version() > version;
    }

    private void showInstrument() {
        if (header.templateId() == InstrumentDefinitionDecoder.TEMPLATE_ID) { // shows its symbol as a field of its own
            definition.wrapAndApplyHeader(event, eventOffset, header);
            visitor.onText(INSTRUMENT, definition.name());
            return;
        }
        int id = EventPrefix.instrumentId(event, eventOffset);
        Instrument instrument = id == 0 ? null : instruments.apply(id);
        if (instrument == null) {
            visitor.onNull(SYMBOL);
            visitor.onNull(INSTRUMENT);
        } else {
            visitor.onText(SYMBOL, instrument.symbol());
            visitor.onText(INSTRUMENT, instrument.name());
        }
    }

    private String compositeText(String semantics) {
        return switch (semantics) {
            case "Amount" -> Amounts.toText(halves[0], halves[1], exponents.amount());
            case "Uuid" -> new UUID(halves[0], halves[1]).toString();
            default -> throw new IllegalStateException("semanticType: " + semantics + ", expected Amount or Uuid");
        };
    }

    private void showReal(String name, double value) {
        if (Double.isFinite(value)) {
            visitor.onReal(name, value);
        } else {
            visitor.onNull(name);
        }
    }

    private void showEnum(String name, Token type, String value) {
        if ("Boolean".equals(type.encoding().semanticType()) || type.name().equals("BooleanType")) {
            visitor.onBoolean(name, value.equals("T"));
        } else {
            visitor.onText(name, value);
        }
    }

    private void showInteger(String name, DirectBuffer buffer, int index, Encoding encoding) {
        long value = Types.getLong(buffer, index, encoding);
        if (value == encoding.applicableNullValue().longValue()) {
            visitor.onNull(name);
            return;
        }
        String semantics = encoding.semanticType() == null ? "" : encoding.semanticType();
        switch (semantics) {
            case "Price" -> visitor.onText(name, Decimals.toText(value, exponents.price()));
            case "Quantity" -> visitor.onText(name, Decimals.toText(value, exponents.quantity()));
            case "Money" -> visitor.onText(name, Decimals.toText(value, exponents.money()));
            case "Decimal" -> visitor.onText(name, Decimals.toText(value, exponents.value()));
            case "Timeframe" -> showTimeframe(name, value);
            default -> visitor.onInteger(name, value);
        }
    }

    private void showTimeframe(String name, long seconds) {
        if (seconds == 0) { // bars that do not close by time
            visitor.onNull(name);
        } else {
            visitor.onText(name, Timeframes.text(seconds));
        }
    }
}
