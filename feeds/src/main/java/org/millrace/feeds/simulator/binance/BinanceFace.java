package org.millrace.feeds.simulator.binance;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.millrace.feeds.simulator.face.Answers;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.Face;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;

/** Binance spot, JSON: {@code /ws}, {@code /stream} and {@code /api/v3}. */
public final class BinanceFace implements Face {
    private static final String RAW = "/ws";
    private static final String COMBINED = "/stream";

    private final FaceContext context;
    private final BinanceStreams streams;
    private final Broadcast broadcast;
    private final BinanceFrames frames;
    private final BinanceRest rest;
    private final byte[][] prefixes;

    /** Makes a face that nobody looks at yet. */
    public BinanceFace(FaceContext context) {
        this.context = context;
        streams = new BinanceStreams(context.instruments());
        broadcast = new Broadcast(context, BinanceStreams.contents());
        frames = new BinanceFrames(context.instruments(), broadcast);
        rest = new BinanceRest(context, broadcast);
        prefixes = new byte[streams.count()][];
        for (int i = 0; i < prefixes.length; i++) {
            prefixes[i] = BinanceStreams.combinedPrefix(streams.name(i));
        }
    }

    @Override
    public boolean isStream(String path) {
        return path.equals(RAW) || path.startsWith(RAW + "/") || path.equals(COMBINED);
    }

    @Override
    public Conversation converse(QueryStringDecoder uri, FullHttpRequest request) {
        String path = uri.path();
        boolean isCombined = path.equals(COMBINED);
        String names = isCombined
                ? Answers.parameter(uri, "streams")
                : path.length() <= RAW.length() + 1 ? "" : path.substring(RAW.length() + 1);
        List<String> list = names.isEmpty() ? List.of() : List.of(names.split("/", -1));
        return new BinanceConversation(this, context.counters(), isCombined, list);
    }

    @Override
    public FullHttpResponse answer(QueryStringDecoder uri, FullHttpRequest request) {
        return rest.answer(uri);
    }

    @Override
    public void misbehave(Misbehaviour kind, int instrument) {
        broadcast.misbehave(kind, instrument);
    }

    @Override
    public void onTrade(OrderFlow instrument) {
        frames.onTrade(instrument);
    }

    @Override
    public void onAggregateTrade(OrderFlow instrument) {
        frames.onAggregateTrade(instrument);
    }

    @Override
    public void onTop(OrderFlow instrument) {
        frames.onTop(instrument);
    }

    @Override
    public void onDepth(OrderFlow instrument, DiffPace pace) {
        frames.onDepth(instrument, pace);
    }

    @Override
    public void onBar(OrderFlow instrument, SimulatedBar bar) {
        frames.onBar(instrument, bar);
    }

    /** Subscribes to a stream; a name that no stream has is accepted too. */
    void subscribe(BinanceConversation conversation, String name) {
        int stream = streams.id(name);
        if (stream != BinanceStreams.NONE) {
            broadcast.subscribe(stream, conversation);
        }
    }

    void unsubscribe(BinanceConversation conversation, String name) {
        int stream = streams.id(name);
        if (stream != BinanceStreams.NONE) {
            broadcast.unsubscribe(stream, conversation);
        }
    }

    void leave(BinanceConversation conversation) {
        broadcast.leave(conversation);
    }

    byte[] prefix(int stream) {
        return prefixes[stream];
    }
}
