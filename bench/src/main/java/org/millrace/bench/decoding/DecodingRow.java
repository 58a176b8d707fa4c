package org.millrace.bench.decoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** One kind of frame of one venue, and all who take it: our feed and those on libraries publish the same events. */
final class DecodingRow {
    /** Name of our own contender. */
    static final String FEED = "feed";

    private static final String READING = ", reading only";
    private static final double QUOTES_AND_TRADES = 2.5;
    private static final double BOOKS = 1.75;

    private final String venue;
    private final String kind;
    private final VenueFeed feed;
    private final FrameRing frames;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Map<String, LibraryFeed> libraries = new LinkedHashMap<>();

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
        FieldNames names = FieldNames.of(venue, kind);
        byte[] greeting = FrameRing.unmarked(text.greeting(kind)).getBytes(US_ASCII);
        DecodingRow row = new DecodingRow(venue, kind, new VenueFeed(venue), FrameRing.ofText(text.lap(kind)));
        row.add("Jackson streaming", new LibraryFeed(venue, kind, new JacksonFrames(names)));
        row.add("fastjson2", new LibraryFeed(venue, kind, new FastjsonFrames(names)));
        row.add("dsl-json", new LibraryFeed(venue, kind, new DslJsonFrames(names)));
        if (venue.equals("binance")) {
            DatabindFrames databind = new DatabindFrames(kind);
            row.contenders.put("databind" + READING, (frame, length) -> databind.read(frame.byteArray(), length)
                    .hashCode());
        }
        return row.begun(greeting);
    }

    /** Makes a row of Alpaca's frames in MessagePack. */
    static DecodingRow msgpack(String kind) throws IOException {
        FrameText text = FrameText.of("alpaca");
        String greeting = text.greeting(kind);
        FrameRing frames = FrameRing.ofMessages(MsgpackText.of(text.lap(kind)));
        DecodingRow row = new DecodingRow("alpaca-msgpack", kind, new VenueFeed("alpaca-msgpack"), frames);
        MsgpackCoreFrames core = new MsgpackCoreFrames(FieldNames.of("alpaca", kind));
        row.add("msgpack-core", new LibraryFeed("alpaca", kind, core));
        return row.begun(greeting.isEmpty() ? new byte[0] : MsgpackText.of(greeting));
    }

    /** Makes a row of Binance's binary frames, beside the generated decoders, which check nothing: a lower bound. */
    static DecodingRow sbe(String kind) throws IOException {
        DecodingRow row = new DecodingRow("binance-sbe", kind, new VenueFeed("binance"), new SbeText().lap(kind));
        SbeMessages generated = new SbeMessages();
        row.contenders.put("generated decoders" + READING, (frame, length) -> generated.read(frame));
        return row.begun(new byte[0]);
    }

    private void add(String name, LibraryFeed library) {
        contenders.put(name, library);
        contenders.put(name + READING, library.reading());
        libraries.put(name, library);
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

    /** Answers whether a contender is another's library that makes events. */
    boolean isLibrary(String name) {
        return libraries.containsKey(name);
    }

    /** Returns the name of the contender that reads with a library, and does no more. */
    static String reading(String library) {
        return library + READING;
    }

    /** Returns by how much the feed is to be quicker than the best library. */
    double wanted() {
        return kind.equals("book") ? BOOKS : QUOTES_AND_TRADES;
    }

    /** Returns the share of frames that were not read straight through; fails if one was not taken. */
    double fallBacks() {
        return feed.fallBacks();
    }

    /** Takes what comes first and the first lap, and holds that all publish the same, byte for byte. */
    private DecodingRow begun(byte[] greeting) throws IOException {
        frames.turn();
        if (greeting.length > 0) {
            takeAll(new UnsafeBuffer(Arrays.copyOf(greeting, greeting.length + FrameRing.SLACK)), greeting.length);
        }
        for (int i = 0; i < FrameRing.FRAMES; i++) {
            takeAll(frames.frame(i), frames.length(i));
            if (i == 0 && venue.startsWith("binance")) {
                feed.join(); // what came before its book was whole is published with the snapshot
            } else {
                holdEqual();
            }
        }
        return this;
    }

    private void takeAll(UnsafeBuffer frame, int length) throws IOException {
        feed.read(frame, length);
        for (LibraryFeed each : libraries.values()) {
            each.read(frame, length);
        }
    }

    private void holdEqual() {
        libraries.forEach((name, library) -> {
            if (feed.events().isEmpty() || !library.events().equals(feed.events())) {
                throw new IllegalStateException(
                        venue + ' ' + kind + ": " + name + " makes\n" + library.events() + " of\n" + feed.events());
            }
        });
    }
}
