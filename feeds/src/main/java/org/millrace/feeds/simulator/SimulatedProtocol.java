package org.millrace.feeds.simulator;

import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.simulator.alpaca.AlpacaFace;
import org.millrace.feeds.simulator.binance.BinanceFace;
import org.millrace.feeds.simulator.coinbase.AdvancedFace;
import org.millrace.feeds.simulator.coinbase.ExchangeFace;
import org.millrace.feeds.simulator.face.Face;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.glassnode.GlassnodeFace;
import org.millrace.feeds.simulator.kraken.KrakenFace;
import org.millrace.feeds.simulator.yahoo.YahooFace;

/** What the simulator speaks, each on a port of its own. A new protocol is a constant, and a line in each method. */
public enum SimulatedProtocol {
    BINANCE,
    BINANCE_SBE,
    BINANCE_USDM,
    COINBASE_EXCHANGE,
    COINBASE_ADVANCED,
    /** v2 and v1, by path. */
    KRAKEN,
    ALPACA,
    YAHOO,
    GLASSNODE;

    /**
     * Returns which of them stands for a venue.
     *
     * @param protocol as feeds' settings name it, complete
     * @throws IllegalArgumentException if none does
     */
    public static SimulatedProtocol of(Venue venue, String protocol) {
        return switch (venue + " " + protocol) {
            case "SIMULATOR json", "BINANCE json", "BINANCE_US json" -> BINANCE;
            case "BINANCE sbe" -> BINANCE_SBE;
            case "BINANCE_USDM json" -> BINANCE_USDM;
            case "COINBASE exchange" -> COINBASE_EXCHANGE;
            case "COINBASE_ADVANCED advanced", "COINBASE advanced" -> COINBASE_ADVANCED;
            case "KRAKEN v2", "KRAKEN v1" -> KRAKEN;
            case "ALPACA json", "ALPACA msgpack" -> ALPACA;
            case "YAHOO chart", "YAHOO stream" -> YAHOO;
            case "GLASSNODE rest" -> GLASSNODE;
            default ->
                throw new IllegalArgumentException(
                        "feeds.url: simulator, which does not speak " + protocol + " of " + venue);
        };
    }

    Face newFace(FaceContext context) {
        return switch (this) {
            case BINANCE -> BinanceFace.spot(context);
            case BINANCE_SBE -> BinanceFace.sbe(context);
            case BINANCE_USDM -> BinanceFace.futures(context);
            case COINBASE_EXCHANGE -> new ExchangeFace(context);
            case COINBASE_ADVANCED -> new AdvancedFace(context);
            case KRAKEN -> new KrakenFace(context);
            case ALPACA -> new AlpacaFace(context);
            case YAHOO -> new YahooFace(context);
            case GLASSNODE -> new GlassnodeFace(context);
        };
    }
}
