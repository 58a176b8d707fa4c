package org.millrace.feeds.simulator.coinbase;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.Content;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.Face;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.face.ShownBook;
import org.millrace.feeds.simulator.face.TradeTape;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;

/** Coinbase's Advanced Trade: market_trades, ticker, level2, candles, heartbeats, all numbered by connection; products by REST. */
public final class AdvancedFace implements Face {
    static final int TRADES = 0;
    static final int TICKER = 1;
    static final int LEVEL2 = 2;
    static final int CANDLES = 3;

    private static final int SNAPSHOT_TRADES = 100;
    private static final int FIVE_MINUTES = BarIntervals.index("5m");

    private final FaceContext context;
    private final Products products;
    private final Broadcast broadcast;
    private final AdvancedFrames frames;
    private final ProductAnswers answers;
    private final ShownBook[] books;
    private final TradeTape[] tapes;

    /** Makes a face that nobody looks at yet. */
    public AdvancedFace(FaceContext context) {
        this.context = context;
        products = new Products(context.instruments(), true);
        broadcast = new Broadcast(context, List.of(Content.TRADES, Content.OTHER, Content.BOOK, Content.OTHER));
        frames = new AdvancedFrames(products);
        answers = new ProductAnswers(context, products, broadcast);
        books = new ShownBook[products.count()];
        tapes = new TradeTape[products.count()];
        for (int i = 0; i < books.length; i++) {
            books[i] = new ShownBook(Integer.MAX_VALUE);
            tapes[i] = new TradeTape();
        }
    }

    @Override
    public boolean isStream(String path) {
        return path.equals("/") || path.isEmpty();
    }

    @Override
    public Conversation converse(QueryStringDecoder uri, FullHttpRequest request) {
        return new AdvancedConversation(this, context, products);
    }

    @Override
    public FullHttpResponse answer(QueryStringDecoder uri, FullHttpRequest request) {
        return answers.advanced(uri);
    }

    @Override
    public void misbehave(Misbehaviour kind, int instrument) {
        broadcast.misbehave(kind, instrument);
    }

    @Override
    public void onTrade(OrderFlow flow) {
        tapes[flow.index()].add(flow);
    }

    @Override
    public void onAggregateTrade(OrderFlow flow) {
        int stream = broadcast.stream(flow.index(), TRADES);
        if (broadcast.wants(stream)) {
            int length = frames.trades(flow, tapes[flow.index()], flow.lastTrade().firstId, false);
            broadcast.onPayload(stream, frames.buffer, 0, length);
        }
    }

    @Override
    public void onTop(OrderFlow flow) {
        int stream = broadcast.stream(flow.index(), TICKER);
        if (broadcast.wants(stream)) {
            broadcast.onPayload(stream, frames.buffer, 0, frames.ticker(flow, false));
        }
    }

    @Override
    public void onDepth(OrderFlow flow, DiffPace pace) {
        int stream = broadcast.stream(flow.index(), LEVEL2);
        ShownBook book = books[flow.index()];
        if (pace == DiffPace.FAST
                && broadcast.wants(stream)
                && !broadcast.isStale(flow.index())
                && book.follow(flow.orders())) {
            broadcast.onPayload(stream, frames.buffer, 0, frames.bookUpdate(flow, book));
        }
    }

    @Override
    public void onBar(OrderFlow flow, SimulatedBar bar) {
        int stream = broadcast.stream(flow.index(), CANDLES);
        if (bar.intervalIndex == FIVE_MINUTES && broadcast.wants(stream)) {
            broadcast.onPayload(stream, frames.buffer, 0, frames.candleUpdate(flow, bar));
        }
    }

    AdvancedFrames frames() {
        return frames;
    }

    /** Subscribes to a channel of a product, and says what the venue says first of it. */
    void subscribe(AdvancedConversation conversation, int instrument, int kind) {
        int stream = broadcast.stream(instrument, kind);
        OrderFlow flow = context.market().instrument(instrument);
        if (kind == LEVEL2 && !broadcast.wants(stream)) {
            books[instrument].follow(flow.orders());
        }
        if (!broadcast.subscribe(stream, conversation)) {
            return;
        }
        if (kind == TRADES) {
            TradeTape tape = tapes[instrument];
            conversation.say(frames.trades(flow, tape, tape.firstId(SNAPSHOT_TRADES), true));
        } else if (kind == TICKER) {
            conversation.say(frames.ticker(flow, true));
        } else if (kind == CANDLES) {
            conversation.say(frames.candleSnapshot(flow, flow.bar(FIVE_MINUTES)));
        } else {
            context.counters().onSnapshot();
            if (!broadcast.refusesSnapshot()) {
                conversation.say(frames.bookSnapshot(flow, books[instrument]));
            }
        }
    }

    void unsubscribe(AdvancedConversation conversation, int instrument, int kind) {
        broadcast.unsubscribe(broadcast.stream(instrument, kind), conversation);
    }

    void leave(AdvancedConversation conversation) {
        broadcast.leave(conversation);
    }
}
