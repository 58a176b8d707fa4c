package org.millrace.feeds.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.SimulatedFeed.Spoken;

/** Every protocol by which a venue streams, and what the simulator's markets are called in it. */
public enum StreamedVenue {
    BINANCE(Venue.BINANCE, "json", List.of("trade", "bookTicker", "depth@100ms"), 1_000, name("")),
    BINANCE_SBE(Venue.BINANCE, "sbe", List.of(), 1_000, name("")),
    BINANCE_USDM(Venue.BINANCE_USDM, "json", List.of("trade", "bookTicker", "depth@100ms"), 1_000, name("")),
    COINBASE(Venue.COINBASE, "exchange", List.of(), Integer.MAX_VALUE, name("-")),
    COINBASE_ADVANCED(Venue.COINBASE_ADVANCED, "advanced", List.of(), Integer.MAX_VALUE, name("-")),
    // of ten levels the checksum sees each loss; of deeper books some, and some late
    KRAKEN(Venue.KRAKEN, "v2", List.of(), 10, name("/")),
    KRAKEN_V1(Venue.KRAKEN, "v1", List.of(), 10, each -> name("/").apply(each).replace("BTC", "XBT")),
    ALPACA(Venue.ALPACA, "json", coins(), Integer.MAX_VALUE, name("/")),
    ALPACA_MSGPACK(Venue.ALPACA, "msgpack", coins(), Integer.MAX_VALUE, name("/")),
    ALPACA_SHARES(Venue.ALPACA, "json", List.of("iex"), Integer.MAX_VALUE, SimulatedInstrument::baseAsset),
    /** Two coins, whose market never closes, and a share, of which trades are told. */
    YAHOO(
            Venue.YAHOO,
            "stream",
            List.of(),
            Integer.MAX_VALUE,
            each -> each.baseAsset().equals("ADA") ? "ADA" : name("-").apply(each));

    private static final String KEYS // that all of them together want
            = "BINANCE_API_KEY=k\nAPCA_API_KEY_ID=k\nAPCA_API_SECRET_KEY=s\n";

    @SuppressWarnings("ImmutableEnumChecker") // what is spoken never changes
    private final Spoken spoken;

    StreamedVenue(
            Venue venue,
            String protocol,
            List<String> streams,
            int depth,
            Function<SimulatedInstrument, String> nameOf) {
        spoken = new Spoken(venue, protocol, streams, depth, nameOf, "");
    }

    /** Returns one for each way that a session talks; the others differ in what they carry. */
    public static Set<StreamedVenue> sessions() {
        return EnumSet.complementOf(EnumSet.of(BINANCE_SBE, BINANCE_USDM, ALPACA_MSGPACK, ALPACA_SHARES));
    }

    /** Returns those whose books are compared with snapshots that are asked for. */
    public static Set<StreamedVenue> checked() {
        return EnumSet.range(BINANCE, KRAKEN_V1);
    }

    /** Returns those that number their trades, so that what comes on two connections is told apart. */
    public static Set<StreamedVenue> numbered() {
        return EnumSet.range(BINANCE, KRAKEN);
    }

    /** Returns those whose connections are replaced by plan. */
    public static Set<StreamedVenue> replaced() {
        return EnumSet.complementOf(EnumSet.of(ALPACA, ALPACA_MSGPACK, ALPACA_SHARES));
    }

    /** Writes a file of keys into a folder, and returns how it is spoken with them. */
    public Spoken spoken(Path folder) throws IOException {
        Path keys = folder.resolve("keys");
        Files.createFile(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keys, KEYS.getBytes(UTF_8));
        boolean wantsKeys = spoken.venue() == Venue.ALPACA || this == BINANCE_SBE;
        return wantsKeys ? spoken.withKeys(keys.toString()) : spoken;
    }

    private static Function<SimulatedInstrument, String> name(String separator) {
        return each -> each.baseAsset() + separator + each.quoteAsset();
    }

    private static List<String> coins() {
        return List.of("us", "trades", "quotes", "orderbooks");
    }
}
