package org.millrace.feeds.simulator.yahoo;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.simulator.face.Answers;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.Face;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;

/** Yahoo's streamer and charts. A failure of REST is an answer of 429. */
public final class YahooFace implements Face {
    private static final int KINDS = 2;

    private final FaceContext context;
    private final Broadcast broadcast;
    private final YahooCharts charts;
    private final Map<Integer, byte[]> last = new HashMap<>(); // by stream
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);

    /** Makes a face that nobody looks at yet. */
    public YahooFace(FaceContext context) {
        this.context = context;
        broadcast = new Broadcast(context, YahooSymbols.CONTENTS);
        charts = new YahooCharts(context, broadcast);
    }

    @Override
    public boolean isStream(String path) {
        return path.equals("/");
    }

    @Override
    public Conversation converse(QueryStringDecoder uri, FullHttpRequest request) {
        return new YahooConversation(this, Answers.parameter(uri, "version").equals("2"));
    }

    @Override
    public FullHttpResponse answer(QueryStringDecoder uri, FullHttpRequest request) {
        return charts.answer(uri, request);
    }

    @Override
    public void misbehave(Misbehaviour kind, int instrument) {
        broadcast.misbehave(kind, instrument);
    }

    @Override
    public void onTrade(OrderFlow flow) {}

    @Override
    public void onAggregateTrade(OrderFlow flow) {
        charts.onTrade(flow);
        for (int kind = 0; kind < KINDS; kind++) {
            int stream = broadcast.stream(flow.index(), kind);
            if (broadcast.wants(stream)) {
                String symbol = YahooSymbols.of(flow.instrument(), kind);
                byte[] said = kind == YahooSymbols.CRYPTO
                        ? PricingMessage.ofCrypto(flow, symbol)
                        : PricingMessage.ofShare(flow, symbol);
                last.put(stream, said);
                message.wrap(said);
                broadcast.onPayload(stream, message, 0, said.length);
            }
        }
    }

    @Override
    public void onTop(OrderFlow flow) {}

    @Override
    public void onDepth(OrderFlow flow, DiffPace pace) {}

    @Override
    public void onBar(OrderFlow flow, SimulatedBar bar) {}

    /** Subscribes; who is new to a symbol hears the last that was said of it. */
    void subscribe(YahooConversation conversation, String symbol) {
        int instrument = YahooSymbols.instrument(context, symbol);
        if (instrument == YahooSymbols.NONE) {
            return;
        }
        int stream = broadcast.stream(instrument, YahooSymbols.kind(symbol));
        if (broadcast.subscribe(stream, conversation) && last.containsKey(stream)) {
            conversation.say(last.get(stream));
        }
    }

    void unsubscribe(YahooConversation conversation, String symbol) {
        int instrument = YahooSymbols.instrument(context, symbol);
        if (instrument != YahooSymbols.NONE) {
            broadcast.unsubscribe(broadcast.stream(instrument, YahooSymbols.kind(symbol)), conversation);
        }
    }

    void leave(YahooConversation conversation) {
        broadcast.leave(conversation);
    }
}
