package org.millrace.feeds.simulator.coinbase;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.Client;
import org.millrace.feeds.simulator.face.Content;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.Face;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.face.ShownBook;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;

/** Coinbase's Exchange feed: matches, ticker, level2 with snapshot, heartbeat; products and books by REST. */
public final class ExchangeFace implements Face {
    static final int MATCHES = 0;
    static final int TICKER = 1;
    static final int LEVEL2 = 2;
    static final int HEARTBEAT = 3;

    private final FaceContext context;
    private final Products products;
    private final Broadcast broadcast;
    private final ExchangeFrames frames;
    private final ProductAnswers answers;
    private final ShownBook[] books;

    /** Makes a face that nobody looks at yet. */
    public ExchangeFace(FaceContext context) {
        this.context = context;
        products = new Products(context.instruments(), false);
        broadcast = new Broadcast(context, List.of(Content.TRADES, Content.OTHER, Content.BOOK, Content.OTHER));
        frames = new ExchangeFrames(products);
        answers = new ProductAnswers(context, products, broadcast);
        books = new ShownBook[products.count()];
        for (int i = 0; i < books.length; i++) {
            books[i] = new ShownBook(Integer.MAX_VALUE);
        }
    }

    @Override
    public boolean isStream(String path) {
        return path.equals("/") || path.isEmpty();
    }

    @Override
    public Conversation converse(QueryStringDecoder uri, FullHttpRequest request) {
        return new ExchangeConversation(this, context, products);
    }

    @Override
    public FullHttpResponse answer(QueryStringDecoder uri, FullHttpRequest request) {
        return answers.exchange(uri);
    }

    @Override
    public void misbehave(Misbehaviour kind, int instrument) {
        broadcast.misbehave(kind, instrument);
    }

    @Override
    public void onTrade(OrderFlow flow) {
        int stream = broadcast.stream(flow.index(), MATCHES);
        if (broadcast.wants(stream)) {
            broadcast.onPayload(stream, frames.buffer, 0, frames.match(flow, false));
        }
    }

    @Override
    public void onAggregateTrade(OrderFlow flow) {
        int stream = broadcast.stream(flow.index(), TICKER);
        if (broadcast.wants(stream)) {
            broadcast.onPayload(stream, frames.buffer, 0, frames.ticker(flow));
        }
    }

    @Override
    public void onTop(OrderFlow flow) {}

    @Override
    public void onDepth(OrderFlow flow, DiffPace pace) {
        int stream = broadcast.stream(flow.index(), LEVEL2);
        ShownBook book = books[flow.index()];
        if (pace == DiffPace.FAST
                && broadcast.wants(stream)
                && !broadcast.isStale(flow.index())
                && book.follow(flow.orders())) {
            broadcast.onPayload(stream, frames.buffer, 0, frames.update(flow, book));
        }
    }

    @Override
    public void onBar(OrderFlow flow, SimulatedBar bar) {}

    /** Subscribes to a channel of a product, and says what the venue says first of it. */
    void subscribe(ExchangeConversation conversation, Client client, int instrument, int kind) {
        int stream = broadcast.stream(instrument, kind);
        OrderFlow flow = context.market().instrument(instrument);
        if (kind == LEVEL2 && !broadcast.wants(stream)) {
            books[instrument].follow(flow.orders());
        }
        if (!broadcast.subscribe(stream, conversation)) {
            return;
        }
        boolean hasTraded = flow.lastTrade().ticks > 0;
        if (kind == MATCHES && hasTraded) {
            client.say(frames.buffer, 0, frames.match(flow, true));
        } else if (kind == TICKER && hasTraded) {
            client.say(frames.buffer, 0, frames.ticker(flow));
        } else if (kind == LEVEL2) {
            context.counters().onSnapshot();
            if (!broadcast.refusesSnapshot()) {
                client.say(frames.buffer, 0, frames.snapshot(instrument, books[instrument]));
            }
        }
    }

    void unsubscribe(ExchangeConversation conversation, int instrument, int kind) {
        broadcast.unsubscribe(broadcast.stream(instrument, kind), conversation);
    }

    void leave(ExchangeConversation conversation) {
        broadcast.leave(conversation);
    }

    /** Says of a product that it is alive. */
    void heartbeat(Client client, int instrument, long nowNs) {
        OrderFlow flow = context.market().instrument(instrument);
        if (!broadcast.isStale(instrument)) {
            client.say(frames.buffer, 0, frames.heartbeat(flow, nowNs));
        }
    }
}
