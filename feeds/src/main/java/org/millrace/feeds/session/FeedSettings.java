package org.millrace.feeds.session;

import static org.millrace.codecs.settings.Settings.require;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.millrace.codecs.sbe.Venue;

/**
 * One feed: a venue, where it is, and what is wanted of it. What is empty is as the venue has it; see
 * {@link VenueAdapter#complete}.
 *
 * @param venue         under which its events appear
 * @param protocol      that it speaks, as {@code json}; empty: the venue's first
 * @param url           of its streams, {@code ws} or {@code wss}, without a path; empty: the venue's own; {@link #SIMULATOR}
 * @param restUrl       of its REST interface, {@code http} or {@code https}, without a path; empty: the venue's own
 * @param symbols       the venue's own names
 * @param streams       of each symbol, as the venue names them; empty: the venue's usual ones
 * @param snapshotDepth levels a side that books begin with, or have
 * @param timeUnit      that the venue's times are asked for in
 * @param keyFile       where keys are, for a venue that wants some; empty: environment variables
 * @param interval      between two polls, of a venue that is polled; 0: as the venue has it
 * @param session       how its connections are kept
 */
public record FeedSettings(
        Venue venue,
        String protocol,
        String url,
        String restUrl,
        List<String> symbols,
        List<String> streams,
        int snapshotDepth,
        FeedTimeUnit timeUnit,
        String keyFile,
        Duration interval,
        SessionSettings session) {

    /** In place of a url: where the simulator speaks the venue's protocol, by REST too. */
    public static final String SIMULATOR = "simulator";

    /** One market of Binance's public data; no key is needed. */
    public static final FeedSettings DEFAULTS = new FeedSettings(
            Venue.BINANCE,
            "",
            "",
            "",
            List.of("BTCUSDT"),
            List.of(),
            1_000,
            FeedTimeUnit.MILLISECOND,
            "",
            Duration.ZERO,
            SessionSettings.DEFAULTS);

    public FeedSettings {
        require(
                url.equals(SIMULATOR) || isUrl(url, "ws", "wss"),
                "feeds.url",
                url,
                "ws://host or wss://host, or simulator");
        require(isUrl(restUrl, "http", "https"), "feeds.rest-url", restUrl, "http://host or https://host");
        require(!symbols.isEmpty(), "feeds.symbols", symbols, "1 or more");
        for (String symbol : symbols) {
            require(!symbol.isBlank(), "feeds.symbols", symbol, "the venue's own names");
        }
        require(snapshotDepth >= 1, "feeds.snapshot-depth", snapshotDepth, "1 or more");
        require(!interval.isNegative(), "feeds.interval", interval, "0 or more");
        symbols = List.copyOf(symbols);
        streams = List.copyOf(streams);
    }

    /** Returns one market of a venue, with nothing else said. */
    public static FeedSettings of(Venue venue, List<String> symbols) {
        FeedSettings rest = DEFAULTS;
        return new FeedSettings(
                venue,
                "",
                "",
                "",
                symbols,
                List.of(),
                rest.snapshotDepth(),
                rest.timeUnit(),
                "",
                rest.interval(),
                rest.session());
    }

    /** Returns the same feed of a venue that is elsewhere. */
    public FeedSettings at(String streams, String rest) {
        return with(protocol, streams, rest, this.streams);
    }

    /** Returns the same feed of a venue that the simulator is, which takes any key where none is named. */
    public FeedSettings simulated(String streams, String rest) {
        return new FeedSettings(
                venue,
                protocol,
                streams,
                rest,
                symbols,
                this.streams,
                snapshotDepth,
                timeUnit,
                keyFile.isEmpty() ? SIMULATOR : keyFile,
                interval,
                session);
    }

    /** Returns the same feed by another protocol. */
    public FeedSettings speaking(String other) {
        return with(other, url, restUrl, streams);
    }

    /** Returns the same feed with these in place of what is empty. */
    public FeedSettings or(String protocol, String url, String rest, List<String> streams) {
        return with(
                this.protocol.isEmpty() ? protocol : this.protocol,
                this.url.isEmpty() ? url : this.url,
                restUrl.isEmpty() ? rest : restUrl,
                this.streams.isEmpty() ? streams : this.streams);
    }

    /** Returns the same feed with these streams. */
    public FeedSettings streaming(List<String> others) {
        return with(protocol, url, restUrl, others);
    }

    /** Returns the same feed with these symbols. */
    public FeedSettings trading(List<String> others) {
        return new FeedSettings(
                venue, protocol, url, restUrl, others, streams, snapshotDepth, timeUnit, keyFile, interval, session);
    }

    /** Returns the same feed of a venue that suffers one connection only; see {@link SessionSettings#lasting}. */
    public FeedSettings lasting() {
        return new FeedSettings(
                venue,
                protocol,
                url,
                restUrl,
                symbols,
                streams,
                snapshotDepth,
                timeUnit,
                keyFile,
                interval,
                session.lasting());
    }

    private FeedSettings with(String protocol, String url, String rest, List<String> streams) {
        return new FeedSettings(
                venue, protocol, url, rest, symbols, streams, snapshotDepth, timeUnit, keyFile, interval, session);
    }

    private static boolean isUrl(String text, String plain, String encrypted) {
        if (text.isEmpty()) {
            return true;
        }
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean schemeHolds = plain.equals(uri.getScheme()) || encrypted.equals(uri.getScheme());
        return schemeHolds && uri.getHost() != null && uri.getPath().isEmpty();
    }
}
