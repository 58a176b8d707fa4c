package org.millrace.feeds.simulator.kraken;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.Client;
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

/**
 * Kraken, v2 and v1: trade, ticker, ohlc, book with checksums and depths; v2 also says what pairs are,
 * for v1 REST does, which shows books too. Each dialect's streams of an instrument are trades, ticker, a book of each depth, and bars of each length.
 */
public final class KrakenFace implements Face {
    static final List<Integer> DEPTHS = List.of(10, 25, 100, 500, 1_000);

    private static final int DIALECTS = 2;
    private static final int TRADE = 0;
    private static final int TICKER = 1;
    private static final int FIRST_BOOK = 2;
    private static final int FIRST_BAR = FIRST_BOOK + DEPTHS.size();
    private static final int KINDS = FIRST_BAR + BarIntervals.count();
    private static final int RESENT_TRADES = 50;

    private final FaceContext context;
    private final Broadcast broadcast;
    private final KrakenV2 v2;
    private final PairAnswers answers;
    private final KrakenDialect[] dialects;
    private final ShownBook[][] books; // by instrument and depth
    private final TradeTape[] tapes;

    /** Makes a face that nobody looks at yet. */
    public KrakenFace(FaceContext context) {
        this.context = context;
        broadcast = new Broadcast(context, contents());
        v2 = new KrakenV2(context.instruments());
        KrakenV1 v1 = new KrakenV1(context.instruments());
        answers = new PairAnswers(context, broadcast, v1.names());
        dialects = new KrakenDialect[] {v2, v1};
        int count = context.instruments().size();
        books = new ShownBook[count][DEPTHS.size()];
        tapes = new TradeTape[count];
        for (int i = 0; i < count; i++) {
            tapes[i] = new TradeTape();
            for (int depth = 0; depth < DEPTHS.size(); depth++) {
                books[i][depth] = new ShownBook(DEPTHS.get(depth));
            }
        }
    }

    @Override
    public boolean isStream(String path) {
        return path.equals("/v2") || path.equals("/") || path.isEmpty();
    }

    @Override
    public Conversation converse(QueryStringDecoder uri, FullHttpRequest request) {
        return new KrakenConversation(this, context, uri.path().equals("/v2") ? 0 : 1);
    }

    @Override
    public FullHttpResponse answer(QueryStringDecoder uri, FullHttpRequest request) {
        return answers.answer(uri);
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
        for (int i = 0; i < DIALECTS; i++) {
            int stream = stream(flow.index(), i, TRADE);
            if (broadcast.wants(stream)) {
                long first = flow.lastTrade().firstId;
                publish(stream, i, dialects[i].trades(flow, tapes[flow.index()], first, false));
            }
        }
    }

    @Override
    public void onTop(OrderFlow flow) {
        for (int i = 0; i < DIALECTS; i++) {
            int stream = stream(flow.index(), i, TICKER);
            if (broadcast.wants(stream)) {
                publish(stream, i, dialects[i].ticker(flow, false));
            }
        }
    }

    @Override
    public void onDepth(OrderFlow flow, DiffPace pace) {
        for (int depth = 0; depth < DEPTHS.size() && pace == DiffPace.FAST; depth++) {
            ShownBook book = books[flow.index()][depth];
            if (isWatched(flow.index(), depth) && !broadcast.isStale(flow.index()) && book.follow(flow.orders())) {
                tell(flow, book, depth);
            }
        }
    }

    @Override
    public void onBar(OrderFlow flow, SimulatedBar bar) {
        for (int i = 0; i < DIALECTS; i++) {
            int stream = stream(flow.index(), i, FIRST_BAR + bar.intervalIndex);
            if (broadcast.wants(stream)) {
                publish(stream, i, dialects[i].bar(flow, bar, false));
            }
        }
    }

    KrakenDialect dialect(int index) {
        return dialects[index];
    }

    String listing() {
        return v2.listing(context.instruments());
    }

    /** Answers whether that is new. */
    boolean subscribe(KrakenConversation conversation, int dialect, int instrument, int kind) {
        int depth = kind - FIRST_BOOK;
        if (depth >= 0 && kind < FIRST_BAR && !isWatched(instrument, depth)) {
            books[instrument][depth].follow(
                    context.market().instrument(instrument).orders());
        }
        return broadcast.subscribe(stream(instrument, dialect, kind), conversation);
    }

    /** Says what the venue says first of a channel. */
    void welcome(Client client, int dialect, int instrument, int kind) {
        KrakenDialect words = dialects[dialect];
        OrderFlow flow = context.market().instrument(instrument);
        if (kind == TRADE && words.resendsTrades() && tapes[instrument].nextId() > 0) {
            long first = tapes[instrument].firstId(RESENT_TRADES);
            client.say(words.buffer(), 0, words.trades(flow, tapes[instrument], first, true));
        } else if (kind == TICKER && flow.lastTrade().ticks > 0) {
            client.say(words.buffer(), 0, words.ticker(flow, true));
        } else if (kind >= FIRST_BAR) {
            SimulatedBar bar = flow.bar(kind - FIRST_BAR);
            if (bar.tradeCount > 0) {
                client.say(words.buffer(), 0, words.bar(flow, bar, true));
            }
        } else if (kind >= FIRST_BOOK) {
            context.counters().onSnapshot();
            ShownBook book = books[instrument][kind - FIRST_BOOK];
            if (!broadcast.refusesSnapshot()) {
                client.say(words.buffer(), 0, words.bookSnapshot(flow, book, DEPTHS.get(kind - FIRST_BOOK)));
            }
        }
    }

    /** Answers whether it was subscribed to. */
    boolean unsubscribe(KrakenConversation conversation, int dialect, int instrument, int kind) {
        return broadcast.unsubscribe(stream(instrument, dialect, kind), conversation);
    }

    void leave(KrakenConversation conversation) {
        broadcast.leave(conversation);
    }

    /** Returns the kind of stream of a channel, or −1. */
    static int kind(KrakenRequest request) {
        int depth = request.depth;
        return switch (request.channel) {
            case "trade" -> TRADE;
            case "ticker" -> TICKER;
            case "book" -> DEPTHS.contains(depth) ? FIRST_BOOK + DEPTHS.indexOf(depth) : -1;
            case "ohlc" ->
                BarIntervals.indexOfMinutes(request.minutes) < 0
                        ? -1
                        : FIRST_BAR + BarIntervals.indexOfMinutes(request.minutes);
            default -> -1;
        };
    }

    private static List<Content> contents() {
        List<Content> contents = new ArrayList<>();
        for (int i = 0; i < DIALECTS; i++) {
            contents.add(Content.TRADES);
            contents.add(Content.OTHER);
            contents.addAll(Collections.nCopies(DEPTHS.size(), Content.BOOK));
            contents.addAll(Collections.nCopies(BarIntervals.count(), Content.OTHER));
        }
        return contents;
    }

    private int stream(int instrument, int dialect, int kind) {
        return broadcast.stream(instrument, dialect * KINDS + kind);
    }

    private boolean isWatched(int instrument, int depth) {
        return broadcast.wants(stream(instrument, 0, FIRST_BOOK + depth))
                || broadcast.wants(stream(instrument, 1, FIRST_BOOK + depth));
    }

    private void tell(OrderFlow flow, ShownBook book, int depth) {
        for (int i = 0; i < DIALECTS; i++) {
            int stream = stream(flow.index(), i, FIRST_BOOK + depth);
            if (broadcast.wants(stream)) {
                publish(stream, i, dialects[i].bookUpdate(flow, book, DEPTHS.get(depth)));
            }
        }
    }

    private void publish(int stream, int dialect, int length) {
        broadcast.onPayload(stream, dialects[dialect].buffer(), 0, length);
    }
}
