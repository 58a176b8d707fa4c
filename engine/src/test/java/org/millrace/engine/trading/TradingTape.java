package org.millrace.engine.trading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.AmendCommandEncoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.CancelCommandEncoder;
import org.millrace.codecs.sbe.CommandResultDecoder;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.KillSwitchCommandEncoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.OrderCommandEncoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.StrategyAction;
import org.millrace.codecs.sbe.StrategyCommandEncoder;
import org.millrace.codecs.sbe.TimeInForce;
import org.millrace.codecs.sbe.TransferCommandEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.BookUpdateBuilder;
import org.millrace.codecs.support.EventBuilder;
import org.millrace.codecs.support.Events;
import org.millrace.engine.book.BookStage;
import org.millrace.engine.portfolio.Ledger;
import org.millrace.engine.portfolio.Portfolio;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.shipped.ShippedStrategies;

/** Shows a stage a market, gives it orders, and keeps in words what becomes of them. */
final class TradingTape {
    private static final int TRANSFERRED =
            MessageHeaderEncoder.ENCODED_LENGTH + TransferCommandEncoder.amountEncodingOffset();

    private final List<byte[]> inputs = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder read = new MessageHeaderDecoder();
    private final OrderDecoder order = new OrderDecoder();
    private final FillDecoder fill = new FillDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private TradingStage stage = new TradingStage(ShippedStrategies.library(), this::take, SnapshotSink.NONE);
    private final BookStage books =
            new BookStage((buffer, offset, length) -> hand(buffer, offset, length), SnapshotSink.NONE);
    private final Events events = new Events(books);
    private final EventConsumer listener;
    private long commands;
    private int instrumentId = 1;
    private BigDecimal transferred = BigDecimal.ZERO;
    private boolean isNew;

    TradingTape() {
        this((buffer, offset, length) -> {});
    }

    /** Makes one that lets somebody hear all that the stage tells. */
    TradingTape(EventConsumer listener) {
        this.listener = listener;
        events.definition().instrument(1).send();
    }

    Events events() {
        return events;
    }

    /** Returns what the stage had to say since the last time. */
    List<String> said() {
        List<String> words = List.copyOf(said);
        said.clear();
        return words;
    }

    Ledger account() {
        return account(1);
    }

    Ledger account(int id) {
        return stage.account(id);
    }

    /** Returns the state of the stage. */
    byte[] state() {
        SnapshotWriter writer = new SnapshotWriter(1024);
        stage.save(writer);
        byte[] bytes = new byte[writer.length()];
        writer.buffer().getBytes(0, bytes);
        return bytes;
    }

    Portfolio portfolio() {
        return stage.portfolio();
    }

    TradingTape set(Setting setting, String value) {
        events.setting(setting, value).send();
        return this;
    }

    /** Shows a whole book, as {@code 99x5 98x10 / 100x3}: bids, then asks, price and quantity. */
    TradingTape book(String levels) {
        return levels(events.bookUpdate().snapshot(), levels);
    }

    /** Shows a change of the book. */
    TradingTape change(String levels) {
        return levels(events.bookUpdate(), levels);
    }

    TradingTape trade(String price, String quantity, AggressorSide side) {
        events.trade()
                .instrument(instrumentId)
                .price(price)
                .quantity(quantity)
                .side(side)
                .send();
        return this;
    }

    TradingTape tick(String time) {
        events.tick().at(time).send();
        return this;
    }

    TradingTape buy(String quantity) {
        return order(Side.BUY, quantity, more -> {});
    }

    TradingTape sell(String quantity) {
        return order(Side.SELL, quantity, more -> {});
    }

    TradingTape limit(Side side, String quantity, String price) {
        return order(side, quantity, more -> more.orderType(OrderType.LIMIT).price(mantissa(price)));
    }

    TradingTape order(Side side, String quantity, Consumer<OrderCommandEncoder> more) {
        OrderCommandEncoder encoder = new OrderCommandEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .price(0)
                .stopPrice(0)
                .quantity(mantissa(quantity))
                .accountId(1)
                .strategyId(0)
                .side(side)
                .orderType(OrderType.MARKET)
                .timeInForce(TimeInForce.GTC)
                .reduceOnly(BooleanType.F)
                .priceExponent((byte) EventBuilder.EXPONENT)
                .quantityExponent((byte) EventBuilder.EXPONENT);
        encoder.commandId().mostSignificant(0).leastSignificant(++commands);
        more.accept(encoder);
        return send(OrderCommandEncoder.BLOCK_LENGTH);
    }

    TradingTape cancel(long orderId) {
        CancelCommandEncoder encoder = new CancelCommandEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .orderId(orderId)
                .accountId(1);
        encoder.commandId().mostSignificant(0).leastSignificant(++commands);
        return send(CancelCommandEncoder.BLOCK_LENGTH);
    }

    TradingTape amend(long orderId, String price, String quantity) {
        AmendCommandEncoder encoder = new AmendCommandEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .orderId(orderId)
                .price(mantissa(price))
                .stopPrice(0)
                .quantity(mantissa(quantity))
                .accountId(1);
        encoder.commandId().mostSignificant(0).leastSignificant(++commands);
        return send(AmendCommandEncoder.BLOCK_LENGTH);
    }

    TradingTape killSwitch(boolean engaged) {
        return killSwitch(1, engaged);
    }

    /** Starts a strategy, which is to take the next number. */
    TradingTape start(String name, Map<String, Double> values) {
        commands++;
        int left = values.size();
        strategy(name, 0, EventPrefix.FIRST | (left == 0 ? EventPrefix.LAST : 0));
        for (Map.Entry<String, Double> each : values.entrySet()) {
            strategy(each.getKey(), each.getValue(), --left == 0 ? EventPrefix.LAST : 0);
        }
        return this;
    }

    TradingTape killSwitch(int accountId, boolean engaged) {
        KillSwitchCommandEncoder encoder = new KillSwitchCommandEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .accountId(accountId)
                .engaged(engaged ? BooleanType.T : BooleanType.F);
        encoder.commandId().mostSignificant(0).leastSignificant(++commands);
        return send(KillSwitchCommandEncoder.BLOCK_LENGTH);
    }

    /** Speaks of another instrument from now on. */
    TradingTape on(int id) {
        instrumentId = id;
        return this;
    }

    /** Brings money into an account, or takes some out of it; currency empty: the account's. */
    TradingTape transfer(int accountId, String amount, String currency) {
        TransferCommandEncoder encoder = new TransferCommandEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .amount(mantissa(amount))
                .accountId(accountId)
                .moneyExponent((byte) EventBuilder.EXPONENT)
                .currency(currency);
        encoder.commandId().mostSignificant(0).leastSignificant(++commands);
        return send(TransferCommandEncoder.BLOCK_LENGTH);
    }

    /** Returns what transfers brought that were accepted. */
    BigDecimal transferred(int accountId) {
        return accountId == 1 ? transferred : BigDecimal.ZERO;
    }

    /** Sends the last command once more. */
    TradingTape again() {
        isNew = false;
        books.onEvent(command, 0, command.capacity());
        return this;
    }

    /** Gives the stage a message as it is, such as one that it was given before. */
    TradingTape hand(byte[] message) {
        isNew = false;
        hand(new UnsafeBuffer(message), 0, message.length);
        return this;
    }

    /** Puts a new stage in the place of this one, with the state that this one saves. */
    void restore() {
        SnapshotWriter writer = new SnapshotWriter(1024);
        stage.save(writer);
        stage = new TradingStage(ShippedStrategies.library(), this::take, SnapshotSink.NONE);
        stage.load(new SnapshotReader(writer.buffer(), 0, writer.length()));
    }

    static long mantissa(String text) {
        return new BigDecimal(text).movePointRight(-EventBuilder.EXPONENT).longValueExact();
    }

    /** Returns what the stage was given so far. */
    List<byte[]> inputs() {
        return inputs;
    }

    private void hand(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        inputs.add(bytes);
        stage.onEvent(buffer, offset, length);
    }

    private TradingTape levels(BookUpdateBuilder update, String levels) {
        String[] sides = levels.split("/", -1);
        for (String level : sides[0].trim().split(" ", -1)) {
            if (!level.isEmpty()) {
                update.instrument(instrumentId).bid(level.split("x", -1)[0], level.split("x", -1)[1]);
            }
        }
        for (String level : sides.length < 2 ? new String[0] : sides[1].trim().split(" ", -1)) {
            update.instrument(instrumentId).ask(level.split("x", -1)[0], level.split("x", -1)[1]);
        }
        update.send();
        return this;
    }

    private UnsafeBuffer clean() {
        command.setMemory(0, command.capacity(), (byte) 0);
        return command;
    }

    private void strategy(String text, double value, int flags) {
        StrategyCommandEncoder encoder = new StrategyCommandEncoder()
                .wrapAndApplyHeader(clean(), 0, header)
                .name(text)
                .value(value)
                .accountId(1)
                .action(StrategyAction.START);
        encoder.commandId().mostSignificant(0).leastSignificant(commands);
        send(StrategyCommandEncoder.BLOCK_LENGTH, flags);
    }

    private TradingTape send(int block) {
        return send(block, 0);
    }

    private TradingTape send(int block, int flags) {
        EventPrefix.writeInput(
                command,
                0,
                events.time(),
                events.time(),
                instrumentId,
                EventPrefix.venueFlags(Venue.SIMULATOR.value(), flags));
        EventPrefix.sequence(command, 0, events.sequence());
        isNew = true;
        books.onEvent(command, 0, MessageHeaderEncoder.ENCODED_LENGTH + block);
        return this;
    }

    private void take(DirectBuffer buffer, int offset, int length) {
        listener.onEvent(buffer, offset, length);
        switch (EventPrefix.templateId(buffer, offset)) {
            case OrderDecoder.TEMPLATE_ID -> said.add(words(order.wrapAndApplyHeader(buffer, offset, read)));
            case FillDecoder.TEMPLATE_ID -> said.add(words(fill.wrapAndApplyHeader(buffer, offset, read)));
            case CommandResultDecoder.TEMPLATE_ID -> {
                result.wrapAndApplyHeader(buffer, offset, read);
                if (result.accepted() == BooleanType.T
                        && EventPrefix.templateId(command, 0) == TransferCommandEncoder.TEMPLATE_ID
                        && isNew) {
                    transferred = transferred.add(BigDecimal.valueOf(command.getLong(TRANSFERRED), 8));
                }
                if (result.errorCode() != 0) {
                    said.add("error " + result.errorCode() + " of " + result.objectId());
                }
            }
            default -> {}
        }
    }

    private static String words(OrderDecoder order) {
        String reason = order.reason() == OrderReason.NONE ? "" : " " + order.reason();
        String numbers = order.bound() == 0 ? "" : " " + order.value() + " > " + order.bound();
        return "order " + order.orderId() + " " + order.state() + reason + numbers;
    }

    private static String words(FillDecoder fill) {
        return "fill " + fill.orderId() + " " + fill.side() + " " + text(fill.quantity()) + " at " + text(fill.price())
                + " " + fill.liquidity() + " fee " + text(fill.fee());
    }

    static String text(long mantissa) {
        return BigDecimal.valueOf(mantissa, -EventBuilder.EXPONENT)
                .stripTrailingZeros()
                .toPlainString();
    }
}
