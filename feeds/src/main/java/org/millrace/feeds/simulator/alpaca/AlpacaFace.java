package org.millrace.feeds.simulator.alpaca;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.LongArrayList;
import org.millrace.feeds.simulator.face.Answers;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.Face;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.face.ShownBook;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;

/** Alpaca's streams; what is STALE is halted, where somebody wants to hear it. */
public final class AlpacaFace implements Face {
    private static final String SHARES = "/v2/";
    private static final String CRYPTO = "/v1beta3/crypto/";
    private static final int MINUTE = BarIntervals.index("1m");
    private static final int DAY = BarIntervals.index("1d");

    private final FaceContext context;
    private final Broadcast broadcast;
    private final List<AlpacaMessages> messages = new ArrayList<>(); // by variant
    private final List<ShownBook> books = new ArrayList<>(); // by instrument
    private final LongArrayList lots = new LongArrayList(); // of the trades of one taker order at one price
    private final Map<String, AlpacaConversation> byPath = new HashMap<>();
    private final boolean[] isHalted;

    /** Makes a face that nobody looks at yet. */
    public AlpacaFace(FaceContext context) {
        this.context = context;
        broadcast = new Broadcast(context, Variant.contents());
        Variant.ALL.forEach(variant -> messages.add(new AlpacaMessages(variant)));
        context.instruments().forEach(instrument -> books.add(new ShownBook(Integer.MAX_VALUE)));
        isHalted = new boolean[context.instruments().size()];
    }

    @Override
    public boolean isStream(String path) {
        return path.startsWith(SHARES) || path.startsWith(CRYPTO);
    }

    @Override
    public Conversation converse(QueryStringDecoder uri, FullHttpRequest request) {
        boolean isBinary =
                request.headers().get(HttpHeaderNames.CONTENT_TYPE, "").contains("msgpack");
        Variant variant = new Variant(uri.path().startsWith(CRYPTO), isBinary);
        return new AlpacaConversation(this, variant, uri.path(), context.clock());
    }

    @Override
    public FullHttpResponse answer(QueryStringDecoder uri, FullHttpRequest request) {
        return Answers.of(HttpResponseStatus.NOT_FOUND, "{\"message\":\"endpoint not found.\"}");
    }

    @Override
    public void misbehave(Misbehaviour kind, int instrument) {
        if (kind == Misbehaviour.STALE) {
            isHalted[instrument] = true;
            tellStatus(context.market().instrument(instrument), true);
        }
        broadcast.misbehave(kind, instrument);
    }

    @Override
    public void onTrade(OrderFlow flow) {
        lots.addLong(flow.lastTrade().lots);
    }

    @Override
    public void onAggregateTrade(OrderFlow flow) {
        resume(flow);
        tell(flow, Channel.TRADES, variant -> messages(variant).trades(flow, lots));
        lots.clear();
    }

    @Override
    public void onTop(OrderFlow flow) {
        tell(flow, Channel.QUOTES, variant -> messages(variant).quote(flow));
    }

    @Override
    public void onDepth(OrderFlow flow, DiffPace pace) {
        ShownBook book = books.get(flow.index());
        boolean isSilent = broadcast.isStale(flow.index()); // it tells all at once afterwards
        if (pace == DiffPace.FAST && !isSilent && book.follow(flow.orders())) {
            tell(flow, Channel.BOOKS, variant -> messages(variant).change(flow, book));
        }
    }

    @Override
    public void onBar(OrderFlow flow, SimulatedBar bar) {
        if (bar.intervalIndex == MINUTE && bar.closed) {
            tell(flow, Channel.BARS, variant -> messages(variant).bar(flow, bar, "b"));
        } else if (bar.intervalIndex == DAY) {
            tell(flow, Channel.DAILY_BARS, variant -> messages(variant).bar(flow, bar, "d"));
        }
    }

    /** Lets a connection in, unless another one is at the same path. */
    boolean admit(String path, AlpacaConversation conversation) {
        return byPath.putIfAbsent(path, conversation) == null;
    }

    void leave(String path, AlpacaConversation conversation) {
        byPath.remove(path, conversation);
        broadcast.leave(conversation);
    }

    void subscribe(AlpacaConversation conversation, Variant variant, Channel channel, String symbol) {
        for (int i = 0; i < books.size(); i++) {
            if (isMeant(symbol, variant, i)
                    && broadcast.subscribe(broadcast.stream(i, variant.kind(channel)), conversation)
                    && channel == Channel.BOOKS
                    && !broadcast.refusesSnapshot()) {
                conversation.say(messages(variant).snapshot(context.market().instrument(i), books.get(i)));
            }
        }
    }

    void unsubscribe(AlpacaConversation conversation, Variant variant, Channel channel, String symbol) {
        for (int i = 0; i < books.size(); i++) {
            if (isMeant(symbol, variant, i)) {
                broadcast.unsubscribe(broadcast.stream(i, variant.kind(channel)), conversation);
            }
        }
    }

    private boolean isMeant(String symbol, Variant variant, int instrument) {
        return symbol.equals("*")
                || symbol.equals(variant.symbol(context.instruments().get(instrument)));
    }

    /** Says that trading goes on, before the first trade that comes after a halt. */
    private void resume(OrderFlow flow) {
        if (isHalted[flow.index()] && !broadcast.isStale(flow.index())) {
            isHalted[flow.index()] = false;
            tellStatus(flow, false);
        }
    }

    private void tellStatus(OrderFlow flow, boolean halts) {
        tell(flow, Channel.STATUSES, variant -> messages(variant).status(flow, halts));
    }

    private void tell(OrderFlow flow, Channel channel, Telling telling) {
        for (Variant variant : Variant.ALL) {
            int stream = broadcast.stream(flow.index(), variant.kind(channel));
            if (broadcast.wants(stream)) {
                Form form = telling.in(variant);
                broadcast.onPayload(stream, form.buffer(), 0, form.length());
            }
        }
    }

    private AlpacaMessages messages(Variant variant) {
        return messages.get(Variant.ALL.indexOf(variant));
    }

    /** Says something in the words of a variant. */
    private interface Telling {
        Form in(Variant variant);
    }
}
