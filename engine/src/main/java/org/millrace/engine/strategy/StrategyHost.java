package org.millrace.engine.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.bars.OwnBars;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Runs strategies: tells them of the market, and of what became of their orders once the exchange is done with an event.
 * It stands where orders are told of, hears of them, and passes them on.
 */
public final class StrategyHost implements EventConsumer {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    /** Fills and refusals that one event may lead to, before somebody is taken to answer his own refusals for ever. */
    private static final int MOST_DELIVERIES = 10_000;

    private final EventConsumer next;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final BarView barView = new BarView();
    private final OwnBars ownBars = new OwnBars();
    private final InstrumentNames names = new InstrumentNames();
    private final IndicatorsDecoder indicators = new IndicatorsDecoder();
    private final BookTopDecoder top = new BookTopDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final FeaturesDecoder features = new FeaturesDecoder();
    private final PredictionDecoder prediction = new PredictionDecoder();
    private final FillDecoder fill = new FillDecoder();
    private final OrderDecoder order = new OrderDecoder();
    private final UnsafeBuffer heard = new UnsafeBuffer(new byte[4_096]); // of the one kind that all stages read
    private final List<StrategyRun> runs = new ArrayList<>();
    private Brokerage brokerage;
    private int heardLength;
    private boolean hasFaulted;

    /** Makes one that runs nothing. */
    public StrategyHost(EventConsumer next) {
        this.next = next;
    }

    /** Says where orders are placed; before anything is started. */
    public void tradeWith(Brokerage newBrokerage) {
        brokerage = newBrokerage;
    }

    /** Passes on what is told of orders, and keeps what concerns a strategy until {@link #deliver}. */
    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        int template = EventPrefix.templateId(buffer, offset);
        if (runs.isEmpty() || (template != FillDecoder.TEMPLATE_ID && template != OrderDecoder.TEMPLATE_ID)) {
            return;
        }
        int end = heardLength + Integer.BYTES + length;
        if (end > heard.capacity()) {
            heard.wrap(Arrays.copyOf(heard.byteArray(), 2 * end));
        }
        heard.putInt(heardLength, length);
        heard.putBytes(heardLength + Integer.BYTES, buffer, offset, length);
        heardLength = end;
    }

    /** Takes the definition of an instrument. */
    public void define(DirectBuffer buffer, int offset) {
        names.define(buffer, offset);
    }

    /** Starts a strategy. */
    void start(StrategyOrigin origin, Strategy strategy, DirectBuffer cause, int offset) {
        StrategyRun run = new StrategyRun(origin, strategy, brokerage, names, next);
        runs.add(run);
        run.cause(cause, offset);
        try {
            strategy.onStart(run);
        } catch (RuntimeException e) { // somebody's own code: it ends, the line does not
            fault(run, e);
        }
    }

    /** Ends a strategy, and returns what it was started as; null: there is none of this number. */
    StrategyOrigin stop(int strategyId) {
        for (int i = 0; i < runs.size(); i++) {
            StrategyOrigin origin = runs.get(i).origin();
            if (origin.strategyId() == strategyId) {
                runs.remove(i);
                brokerage.cancelAll(origin.accountId(), strategyId, 0);
                return origin;
            }
        }
        return null;
    }

    /** Returns the number of the venue of an instrument; 0: there is none. */
    int venue(int instrumentId) {
        return brokerage.venue(instrumentId);
    }

    int count() {
        return runs.size();
    }

    StrategyOrigin get(int index) {
        return runs.get(index).origin();
    }

    /** Returns a strategy that runs; null: it does not. */
    StrategyRun running(int strategyId) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).origin().strategyId() == strategyId) {
                return runs.get(i);
            }
        }
        return null;
    }

    /** A span begins: what the settings have run is to be told so again. */
    public void beginSpan() {
        for (int i = 0; i < runs.size(); i++) {
            runs.get(i).beginSpan();
        }
    }

    /** Returns a strategy that was told to run in an earlier span only; null: there is none. */
    StrategyOrigin leftOver() {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).isLeftOver()) {
                return runs.get(i).origin();
            }
        }
        return null;
    }

    /** Tells strategies of an event of the market. */
    public void tell(int template, DirectBuffer buffer, int offset) {
        if (template == BarDecoder.TEMPLATE_ID && !isClosed(buffer, offset)) {
            return;
        }
        if (runs.isEmpty() || !read(template, buffer, offset)) {
            return;
        }
        for (int i = 0; i < runs.size(); i++) {
            StrategyRun run = runs.get(i);
            run.cause(buffer, offset);
            try {
                tellOfMarket(run, template);
            } catch (RuntimeException e) { // somebody's own code: it ends, the line does not
                fault(run, e);
            }
        }
    }

    /** Ends a strategy that threw, and returns what it was; null: none did. */
    StrategyRun endFaulted() {
        for (int i = 0; hasFaulted && i < runs.size(); i++) {
            StrategyRun run = runs.get(i);
            if (run.isFaulted()) {
                stop(run.origin().strategyId());
                return run;
            }
        }
        hasFaulted = false;
        return null;
    }

    private void fault(StrategyRun run, RuntimeException thrown) {
        run.fault(thrown);
        hasFaulted = true;
    }

    /** Tells strategies what became of their orders, until nothing new comes of it. */
    public void deliver() {
        int deliveries = 0;
        for (int at = 0; at < heardLength; deliveries++) {
            if (deliveries == MOST_DELIVERIES) {
                throw new IllegalStateException("a strategy places an order each time that one is refused");
            }
            int length = heard.getInt(at);
            deliverOne(at + Integer.BYTES);
            at += Integer.BYTES + length;
        }
        heardLength = 0;
    }

    public void save(SnapshotWriter out) {
        ownBars.save(out);
        names.save(out);
        out.putInt(runs.size());
        for (int i = 0; i < runs.size(); i++) {
            runs.get(i).save(out);
        }
    }

    public void load(SnapshotReader in, StrategyLibrary library) {
        ownBars.load(in);
        names.load(in);
        runs.clear();
        for (int left = in.getInt(); left > 0; left--) {
            StrategyOrigin origin = StrategyOrigin.load(in);
            Strategy strategy = library.find(origin.name(), origin.version()).create(origin.values());
            StrategyRun run = new StrategyRun(origin, strategy, brokerage, names, next);
            run.load(in);
            runs.add(run);
        }
    }

    /** Reads an event; false: strategies are not told of such. */
    private boolean read(int template, DirectBuffer buffer, int offset) {
        switch (template) {
            case BarDecoder.TEMPLATE_ID -> barView.wrapBar(buffer, offset);
            case VenueBarDecoder.TEMPLATE_ID -> {
                barView.wrapVenueBar(buffer, offset);
                return barView.isClosed()
                        && brokerage.market(barView.instrumentId()) != null
                        && !ownBars.has(barView.instrumentId());
            }
            case IndicatorsDecoder.TEMPLATE_ID ->
                indicators.wrap(
                        buffer, offset + HEADER, IndicatorsDecoder.BLOCK_LENGTH, IndicatorsDecoder.SCHEMA_VERSION);
            case BookTopDecoder.TEMPLATE_ID ->
                top.wrap(buffer, offset + HEADER, BookTopDecoder.BLOCK_LENGTH, BookTopDecoder.SCHEMA_VERSION);
            case QuoteDecoder.TEMPLATE_ID ->
                quote.wrap(buffer, offset + HEADER, QuoteDecoder.BLOCK_LENGTH, QuoteDecoder.SCHEMA_VERSION);
            case TradeDecoder.TEMPLATE_ID ->
                trade.wrap(buffer, offset + HEADER, TradeDecoder.BLOCK_LENGTH, TradeDecoder.SCHEMA_VERSION);
            case FeaturesDecoder.TEMPLATE_ID -> features.wrapAndApplyHeader(buffer, offset, header);
            case PredictionDecoder.TEMPLATE_ID -> {
                return prediction.wrapAndApplyHeader(buffer, offset, header).shadow() != BooleanType.T;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void tellOfMarket(StrategyRun run, int template) {
        Strategy strategy = run.strategy();
        switch (template) {
            case BarDecoder.TEMPLATE_ID, VenueBarDecoder.TEMPLATE_ID -> strategy.onBar(barView, run);
            case IndicatorsDecoder.TEMPLATE_ID -> {
                if (run.usesIndicators()) {
                    strategy.onIndicators(indicators, run);
                }
            }
            case BookTopDecoder.TEMPLATE_ID -> strategy.onTop(top, run);
            case QuoteDecoder.TEMPLATE_ID -> strategy.onQuote(quote, run);
            case TradeDecoder.TEMPLATE_ID -> strategy.onTrade(trade, run);
            case FeaturesDecoder.TEMPLATE_ID -> {
                if (run.usesFeatures()) {
                    strategy.onFeatures(features.sbeRewind(), run);
                }
            }
            case PredictionDecoder.TEMPLATE_ID -> {
                if (run.usesFeatures()) {
                    strategy.onPrediction(prediction, run);
                }
            }
            default -> {}
        }
    }

    private void deliverOne(int at) {
        boolean isFill = EventPrefix.templateId(heard, at) == FillDecoder.TEMPLATE_ID;
        int strategyId;
        if (isFill) {
            strategyId = fill.wrapAndApplyHeader(heard, at, header).strategyId();
        } else {
            strategyId = order.wrapAndApplyHeader(heard, at, header).strategyId();
        }
        for (int i = 0; strategyId != 0 && i < runs.size(); i++) {
            StrategyRun run = runs.get(i);
            if (run.origin().strategyId() == strategyId) {
                run.cause(heard, at);
                tellOfOrder(run, isFill);
            }
        }
    }

    private void tellOfOrder(StrategyRun run, boolean isFill) {
        try {
            if (isFill) {
                run.strategy().onFill(fill, run);
            } else if (hasFailed(order.state())) {
                run.strategy().onOrder(order, run);
            }
        } catch (RuntimeException e) { // somebody's own code: it ends, the line does not
            fault(run, e);
        }
    }

    private static boolean hasFailed(OrderState state) {
        return state == OrderState.REFUSED || state == OrderState.CANCELLED || state == OrderState.EXPIRED;
    }

    /** Tells whether a bar is of time and closed, and notes whose it is: only of such are strategies told. */
    private boolean isClosed(DirectBuffer buffer, int offset) {
        bar.wrap(buffer, offset + HEADER, BarDecoder.BLOCK_LENGTH, BarDecoder.SCHEMA_VERSION);
        if (bar.kind() != BarKind.TIME || bar.state() != BarState.CLOSED) {
            return false;
        }
        ownBars.note(EventPrefix.instrumentId(buffer, offset));
        return true;
    }
}
