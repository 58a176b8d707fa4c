package org.millrace.bench.decoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One kind of frame of one venue, and all who read it: the feed makes events of it, the others only read the same fields. */
final class DecodingRow {
    /** Name of our own contender. */
    static final String FEED = "feed";

    private static final List<String> NO_LIBRARIES = List.of(FEED, "databind", "sbe");
    private static final double QUOTES_AND_TRADES = 2.5;
    private static final double BOOKS = 1.75;

    private final String venue;
    private final String kind;
    private final VenueFeed feed;
    private final FrameRing frames;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();

    private DecodingRow(String venue, String kind, VenueFeed feed, FrameRing frames) {
        this.venue = venue;
        this.kind = kind;
        this.feed = feed;
        this.frames = frames;
        contenders.put(FEED, feed::read);
    }

    /** Makes a row of text frames. */
    static DecodingRow text(String venue, String kind) throws IOException {
        FrameText text = FrameText.of(venue);
        VenueFeed feed = new VenueFeed(venue);
        feed.take(FrameRing.unmarked(text.greeting(kind)).getBytes(US_ASCII));
        DecodingRow row = new DecodingRow(venue, kind, feed, FrameRing.ofText(text.lap(kind)));
        row.contenders.putAll(libraries(Roles.of(venue)));
        if (venue.equals("binance")) {
            DatabindFrames databind = new DatabindFrames(kind);
            row.contenders.put("databind", (frame, length) -> databind.read(frame.byteArray(), length)
                    .hashCode());
        }
        return row.begun();
    }

    /** Makes a row of Alpaca's frames in MessagePack. */
    static DecodingRow msgpack(String kind) throws IOException {
        FrameText text = FrameText.of("alpaca");
        VenueFeed feed = new VenueFeed("alpaca-msgpack");
        String greeting = text.greeting(kind);
        feed.take(greeting.isEmpty() ? new byte[0] : MsgpackText.of(greeting));
        FrameRing frames = FrameRing.ofMessages(MsgpackText.of(text.lap(kind)));
        DecodingRow row = new DecodingRow("alpaca-msgpack", kind, feed, frames);
        MsgpackCoreFrames core = new MsgpackCoreFrames(Roles.of("alpaca"));
        row.contenders.put("msgpack-core", (frame, length) -> core.read(frame.byteArray(), length));
        return row.begun();
    }

    /** Makes a row of Binance's binary frames, beside the generated decoders, which check nothing: a lower bound. */
    static DecodingRow sbe(String kind) throws IOException {
        DecodingRow row = new DecodingRow("binance-sbe", kind, new VenueFeed("binance"), new SbeText().lap(kind));
        SbeMessages generated = new SbeMessages();
        row.contenders.put("sbe", (frame, length) -> generated.read(frame));
        return row.begun();
    }

    private static Map<String, Contender> libraries(Roles roles) throws IOException {
        JacksonFrames jackson = new JacksonFrames(roles);
        FastjsonFrames fastjson = new FastjsonFrames(roles);
        DslJsonFrames dslJson = new DslJsonFrames(roles);
        Map<String, Contender> libraries = new LinkedHashMap<>();
        libraries.put("Jackson streaming", (frame, length) -> jackson.read(frame.byteArray(), length));
        libraries.put("fastjson2", (frame, length) -> fastjson.read(frame.byteArray(), length));
        libraries.put("dsl-json", (frame, length) -> dslJson.read(frame.byteArray(), length));
        return libraries;
    }

    String venue() {
        return venue;
    }

    String kind() {
        return kind;
    }

    Map<String, Contender> contenders() {
        return contenders;
    }

    /** Begins another lap. */
    void turn() {
        frames.turn();
    }

    /** Has a contender read the frames of the lap; returns a sum of what came of them. */
    long read(Contender contender) throws IOException {
        long sum = 0;
        for (int i = 0; i < FrameRing.FRAMES; i++) {
            sum += contender.read(frames.frame(i), frames.length(i));
        }
        return sum;
    }

    static boolean isLibrary(String name) {
        return !NO_LIBRARIES.contains(name);
    }

    /** Returns by how much the feed is to be quicker than the best library. */
    double wanted() {
        return kind.equals("book") ? BOOKS : QUOTES_AND_TRADES;
    }

    /** Returns the share of frames that were not read straight through; fails if one was not taken. */
    double fallBacks() {
        return feed.fallBacks();
    }

    /** Takes the first lap, and holds that all libraries read the same. */
    private DecodingRow begun() throws IOException {
        frames.turn();
        for (int i = 0; i < FrameRing.FRAMES; i++) {
            long sum = 0;
            for (var each : contenders.entrySet()) {
                long read = each.getValue().read(frames.frame(i), frames.length(i));
                if (isLibrary(each.getKey()) && sum != 0 && read != sum) {
                    throw new IllegalStateException("the peers do not read the same fields");
                }
                sum = isLibrary(each.getKey()) ? read : sum;
            }
            if (i == 0 && venue.startsWith("binance")) {
                feed.join();
            }
        }
        return this;
    }
}
