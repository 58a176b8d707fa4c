package org.millrace.feeds.simulator.binance;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;
import org.millrace.feeds.simulator.face.Answers;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.Face;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.MarketListener;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;

/** Binance: {@code /ws}, {@code /stream}, and REST. */
public final class BinanceFace implements Face {
    private static final String KEY_HEADER = "X-MBX-APIKEY";
    private static final String RAW = "/ws";
    private static final String COMBINED = "/stream";

    private final FaceContext context;
    private final BinanceStreams streams;
    private final Broadcast broadcast;
    private final BinanceDialect dialect;
    private final MarketListener frames;
    private final BinanceRest rest;
    private final byte[][] prefixes;

    private BinanceFace(FaceContext context, BinanceDialect dialect) {
        this.context = context;
        this.dialect = dialect;
        streams = new BinanceStreams(context.instruments(), dialect);
        broadcast = new Broadcast(context, BinanceStreams.contents());
        frames = dialect.frames(context.instruments(), broadcast);
        rest = new BinanceRest(context, broadcast, dialect);
        prefixes = new byte[streams.count()][];
        for (int i = 0; i < prefixes.length; i++) {
            prefixes[i] = BinanceStreams.combinedPrefix(streams.name(i));
        }
    }

    /** Returns spot by JSON, at which nobody looks yet. */
    public static BinanceFace spot(FaceContext context) {
        return new BinanceFace(context, BinanceDialect.SPOT);
    }

    /** Returns spot by SBE, at which nobody looks yet. */
    public static BinanceFace sbe(FaceContext context) {
        return new BinanceFace(context, BinanceDialect.SBE);
    }

    /** Returns USDⓈ-M futures, at which nobody looks yet. */
    public static BinanceFace futures(FaceContext context) {
        return new BinanceFace(context, BinanceDialect.FUTURES);
    }

    @Override
    public boolean isStream(String path) {
        return path.equals(RAW) || path.startsWith(RAW + "/") || path.equals(COMBINED);
    }

    @Override
    public Optional<FullHttpResponse> refusal(FullHttpRequest request) {
        boolean wantsKey = dialect == BinanceDialect.SBE;
        return wantsKey && request.headers().get(KEY_HEADER, "").isBlank()
                ? Optional.of(
                        Answers.of(HttpResponseStatus.UNAUTHORIZED, "{\"code\":-2015,\"msg\":\"Invalid API-key.\"}"))
                : Optional.empty();
    }

    @Override
    public Conversation converse(QueryStringDecoder uri, FullHttpRequest request) {
        String path = uri.path();
        boolean isCombined = path.equals(COMBINED);
        String names = isCombined
                ? Answers.parameter(uri, "streams")
                : path.length() <= RAW.length() + 1 ? "" : path.substring(RAW.length() + 1);
        List<String> list = names.isEmpty() ? List.of() : List.of(names.split("/", -1));
        boolean isBinary = dialect == BinanceDialect.SBE;
        return new BinanceConversation(this, context.counters(), isBinary, isCombined, list);
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
