package org.millrace.gateway.fanout;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeCorrectionDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TradeVerdictDecoder;

/** Numbers and names of the channels, and which of them an event travels on. Numbers are never given to another. */
public final class Channels {
    /** Of an event that no subscriber sees; in the ring, of bytes to skip. */
    public static final int NONE = 0;

    public static final int TRADES = 1;
    public static final int QUOTES = 2;
    public static final int TOPS = 3;
    public static final int BOOK = 4;
    public static final int QUALITY = 5;
    public static final int FEEDS = 6;
    public static final int REJECTED = 7;
    public static final int VENUE_BARS = 8;
    public static final int INSTRUMENTS = 9;
    public static final int CLOCK = 10;
    public static final int CHECKPOINTS = 11;
    public static final int COMMANDS = 12;
    public static final int METRICS = 13;
    public static final int PREDICTIONS = 14;
    public static final int SIGNALS = 15;
    public static final int ORDERS = 16;
    public static final int FILLS = 17;
    public static final int POSITIONS = 18;
    public static final int PORTFOLIO = 19;
    public static final int ALERTS = 20;
    /** What the values of feature sets are called; the values have a channel for each timeframe. */
    public static final int FEATURE_SETS = 21;

    public static final int STRATEGIES = 22;
    public static final int MODELS = 23;
    public static final int LIQUIDATIONS = 24;

    /** First of the bars: of each timeframe in progress, closed and corrected. */
    public static final int BARS = 32;
    /** First of the closed and corrected bars. */
    public static final int CLOSED_BARS = 48;
    /** First of the indicators. */
    public static final int INDICATORS = 64;
    /** First of the features. */
    public static final int FEATURES = 80;
    /** First of the feature sets: of set 1. */
    public static final int SETS = 96;
    /** Sets up to this number have a channel. */
    public static final int MOST_SETS = 64;
    /** Numbers are below this. */
    public static final int LIMIT = SETS + MOST_SETS;

    /** Timeframes in the order of their channels; the last three stand for tick, volume and notional bars. */
    public static final List<String> TIMEFRAMES =
            List.of("1s", "5s", "30s", "1m", "5m", "15m", "1h", "4h", "1d", "tick", "volume", "notional");

    /** Template and channel of what has no hot path. */
    private static final byte[][] OTHERS = {
        {3, INSTRUMENTS},
        {8, VENUE_BARS},
        {9, METRICS},
        {10, FEEDS},
        {11, REJECTED},
        {12, CLOCK},
        {1, CHECKPOINTS},
        {13, CHECKPOINTS},
        {115, CHECKPOINTS},
        {29, FEATURE_SETS},
        {107, PREDICTIONS},
        {108, SIGNALS},
        {109, ORDERS},
        {110, FILLS},
        {111, POSITIONS},
        {112, PORTFOLIO},
        {113, ALERTS},
        {116, ALERTS},
        {2, COMMANDS},
        {20, COMMANDS},
        {21, COMMANDS},
        {22, COMMANDS},
        {23, COMMANDS},
        {24, COMMANDS},
        {25, COMMANDS},
        {26, COMMANDS},
        {27, COMMANDS},
        {28, COMMANDS},
        {114, COMMANDS},
        {117, STRATEGIES},
        {118, PORTFOLIO},
        {119, PORTFOLIO},
        {120, STRATEGIES},
        {121, MODELS},
        {122, MODELS},
        {123, LIQUIDATIONS},
        {124, LIQUIDATIONS},
        {125, LIQUIDATIONS},
        {126, LIQUIDATIONS},
        {127, LIQUIDATIONS}
    };

    private static final int[] SECONDS = {1, 5, 30, 60, 300, 900, 3600, 14400, 86400};
    private static final int TIMEFRAME_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final byte[] BY_TEMPLATE = byTemplate();
    private static final Map<String, Integer> BY_NAME = byName();
    private static final String[] NAMES = names();

    private Channels() {}

    /** Returns the channel of an event, or {@link #NONE}. */
    public static int of(DirectBuffer buffer, int offset) {
        int templateId = EventPrefix.templateId(buffer, offset);
        if (templateId == BarDecoder.TEMPLATE_ID) {
            int place = barPlace(buffer, offset);
            return place < 0 ? NONE : BARS + place;
        }
        if (templateId == IndicatorsDecoder.TEMPLATE_ID) {
            int place = place(uint32(buffer, offset + IndicatorsDecoder.timeframeEncodingOffset()));
            return place < 0 ? NONE : INDICATORS + place;
        }
        if (templateId == FeaturesDecoder.TEMPLATE_ID) {
            int place = place(uint32(buffer, offset + FeaturesDecoder.timeframeEncodingOffset()));
            return place < 0 ? NONE : FEATURES + place;
        }
        return templateId < BY_TEMPLATE.length ? BY_TEMPLATE[templateId] : NONE;
    }

    /**
     * Returns the second channel of an event, or {@link #NONE}: of a Bar that of closed ones, of Features that of their set.
     *
     * @param channel that of two it has come by; on the second it has no other
     */
    public static int secondOf(int channel, DirectBuffer buffer, int offset) {
        if (isBar(channel)) {
            return closedOf(buffer, offset);
        }
        boolean isOfTimeframe = channel >= FEATURES && channel < SETS;
        return isOfTimeframe ? ofSet(uint32(buffer, offset + FeaturesDecoder.setIdEncodingOffset())) : NONE;
    }

    /** Tells whether all of a channel's messages have come on another one before. */
    public static boolean isSecond(int channel) {
        return (channel >= CLOSED_BARS && channel < INDICATORS) || channel >= SETS;
    }

    /** Returns the channel of a feature set, or {@link #NONE}: its number is above {@link #MOST_SETS}. */
    public static int ofSet(int setId) {
        return setId >= 1 && setId <= MOST_SETS ? SETS + setId - 1 : NONE;
    }

    /** Returns the feature set of a channel; 0: it is of none. */
    public static int setOf(int channel) {
        return channel < SETS ? 0 : channel - SETS + 1;
    }

    /** Returns the channel of closed bars that a Bar travels on as well, or {@link #NONE}. */
    public static int closedOf(DirectBuffer buffer, int offset) {
        int state = buffer.getByte(offset + TIMEFRAME_OFFSET + BarDecoder.stateEncodingOffset());
        if (state == BarState.IN_PROGRESS.value()) {
            return NONE;
        }
        int place = barPlace(buffer, offset);
        return place < 0 ? NONE : CLOSED_BARS + place;
    }

    /** Tells whether bars of each state travel on a channel; some of them on a second one as well. */
    public static boolean isBar(int channel) {
        return channel >= BARS && channel < CLOSED_BARS;
    }

    /** Tells whether values of features travel on a channel, in runs. */
    public static boolean isFeatures(int channel) {
        return channel >= FEATURES && channel < LIMIT;
    }

    /** Returns the number of a channel, or {@link #NONE} if there is none of that name; those of sets have names by what is declared. */
    public static int number(String name) {
        return BY_NAME.getOrDefault(name, NONE);
    }

    /** Returns the name of a channel; of a set, one by its number. */
    public static String name(int channel) {
        return NAMES[channel];
    }

    /** Returns all names with their numbers, by name, but for those of sets. */
    public static Map<String, Integer> all() {
        return BY_NAME;
    }

    /** Returns the place of a timeframe among {@link #TIMEFRAMES}, or −1. */
    public static int timeframe(String name) {
        return TIMEFRAMES.indexOf(name);
    }

    /** Tells whether each instrument has a stream on a channel, though it may have had no message yet. */
    public static boolean isPerInstrument(int channel) {
        return switch (channel) {
            case CLOCK,
                    CHECKPOINTS,
                    COMMANDS,
                    METRICS,
                    PORTFOLIO,
                    ALERTS,
                    STRATEGIES,
                    FEATURE_SETS,
                    MODELS,
                    LIQUIDATIONS -> false;
            default -> true;
        };
    }

    /** Tells whether only the newest message of a channel counts, so that a slow reader may miss those before it. */
    public static boolean isConflatable(int channel) {
        return switch (channel) {
            case QUOTES, TOPS, QUALITY, CLOCK, METRICS, VENUE_BARS -> true;
            default -> isBar(channel);
        };
    }

    /** Tells whether a channel's streams are told anew, as a snapshot, to a reader that has missed some of their messages. */
    public static boolean isRestated(int channel) {
        return switch (channel) {
            case BOOK, POSITIONS, PORTFOLIO, STRATEGIES, FEATURE_SETS, MODELS, PREDICTIONS, LIQUIDATIONS -> true;
            default -> isFeatures(channel);
        };
    }

    /** Tells whether a reader that cannot take a channel's messages must go. */
    public static boolean isVital(int channel) {
        return channel == ORDERS || channel == FILLS;
    }

    private static int barPlace(DirectBuffer buffer, int offset) {
        int kind = buffer.getByte(offset + TIMEFRAME_OFFSET + BarDecoder.kindEncodingOffset());
        return kind == BarKind.TIME.value()
                ? place(uint32(buffer, offset + BarDecoder.timeframeEncodingOffset()))
                : SECONDS.length - 1 + kind;
    }

    private static int uint32(DirectBuffer buffer, int fieldOffset) {
        return buffer.getInt(fieldOffset + TIMEFRAME_OFFSET, LITTLE_ENDIAN);
    }

    private static int place(int seconds) {
        for (int i = 0; i < SECONDS.length; i++) {
            if (SECONDS[i] == seconds) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] byTemplate() {
        byte[] channels = new byte[128];
        channels[TradeDecoder.TEMPLATE_ID] = TRADES;
        channels[TradeCorrectionDecoder.TEMPLATE_ID] = TRADES;
        channels[TradeVerdictDecoder.TEMPLATE_ID] = TRADES;
        channels[QuoteDecoder.TEMPLATE_ID] = QUOTES;
        channels[BookUpdateDecoder.TEMPLATE_ID] = BOOK;
        channels[BookTopDecoder.TEMPLATE_ID] = TOPS;
        channels[QualityScoreDecoder.TEMPLATE_ID] = QUALITY;
        for (byte[] other : OTHERS) {
            channels[other[0]] = other[1];
        }
        return channels;
    }

    private static Map<String, Integer> byName() {
        String[] first = {
            "trades",
            "quotes",
            "tops",
            "book",
            "quality",
            "feeds",
            "rejected",
            "venueBars",
            "instruments",
            "clock",
            "checkpoints",
            "commands",
            "metrics",
            "predictions",
            "signals",
            "orders",
            "fills",
            "positions",
            "portfolio",
            "alerts",
            "features",
            "strategies",
            "models",
            "liquidations"
        };
        Map<String, Integer> numbers = new TreeMap<>();
        IntStream.range(0, first.length).forEach(i -> numbers.put(first[i], i + 1));
        for (int i = 0; i < TIMEFRAMES.size(); i++) {
            numbers.put("bars." + TIMEFRAMES.get(i), BARS + i);
            numbers.put("bars." + TIMEFRAMES.get(i) + ".closed", CLOSED_BARS + i);
            if (i < SECONDS.length) {
                numbers.put("indicators." + TIMEFRAMES.get(i), INDICATORS + i);
                numbers.put("features." + TIMEFRAMES.get(i), FEATURES + i);
            }
        }
        return Collections.unmodifiableMap(numbers);
    }

    private static String[] names() {
        String[] names = new String[LIMIT];
        BY_NAME.forEach((name, number) -> names[number] = name);
        IntStream.range(SETS, LIMIT).forEach(channel -> names[channel] = "features.#" + setOf(channel));
        return names;
    }
}
