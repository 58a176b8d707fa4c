package org.millrace.feeds.simulator.alpaca;

import java.util.ArrayList;
import java.util.List;
import org.millrace.feeds.simulator.face.Content;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** Of which market, and in which form a connection is. */
record Variant(boolean isCrypto, boolean isBinary) {
    static final List<Variant> ALL = List.of(
            new Variant(false, false), new Variant(false, true), new Variant(true, false), new Variant(true, true));

    private static final List<Channel> CHANNELS = List.of(Channel.values());
    private static final List<String> OF_SHARES = List.of(
            "trades", "quotes", "bars", "updatedBars", "dailyBars", "statuses", "lulds", "corrections", "cancelErrors");
    private static final List<String> OF_CRYPTO =
            List.of("trades", "quotes", "orderbooks", "bars", "updatedBars", "dailyBars");

    /** Returns what each kind of stream carries. */
    static List<Content> contents() {
        List<Content> contents = new ArrayList<>();
        ALL.forEach(variant -> CHANNELS.forEach(channel -> contents.add(channel.content())));
        return contents;
    }

    /** Returns the number of a kind of stream. */
    int kind(Channel channel) {
        return ALL.indexOf(this) * CHANNELS.size() + CHANNELS.indexOf(channel);
    }

    /** Returns what can be subscribed to, in the order in which the venue lists it. */
    List<String> names() {
        return isCrypto ? OF_CRYPTO : OF_SHARES;
    }

    /** Returns what an instrument is called: a pair, or a share that has the name of what is traded. */
    String symbol(SimulatedInstrument instrument) {
        return isCrypto ? instrument.baseAsset() + "/" + instrument.quoteAsset() : instrument.baseAsset();
    }

    Form newForm() {
        return isBinary ? new MsgpackForm() : new JsonForm();
    }
}
