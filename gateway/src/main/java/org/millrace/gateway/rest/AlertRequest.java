package org.millrace.gateway.rest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AlertAction;
import org.millrace.codecs.sbe.AlertChannelsEncoder;
import org.millrace.codecs.sbe.AlertCommandEncoder;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertDecoder;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.command.CommandWriter;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.latest.InstrumentNames;
import org.millrace.gateway.latest.Listing;
import org.millrace.gateway.notify.Channel;
import org.millrace.gateway.notify.Notices;

/** Reads what alert somebody asks for, and commands it. */
final class AlertRequest {
    private static final double NANOS = 1e9;
    private static final long LEAST_COOLDOWN = 1_000_000_000;
    private static final double MOST_SECONDS = 366 * 86_400.0;
    private static final int TEXT_LENGTH = AlertCommandEncoder.nameLength();
    private static final int[] TIMEFRAME_SECONDS = {1, 5, 30, 60, 300, 900, 3_600, 14_400, 86_400};
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Set<String> MEMBERS = Set.of(
            "condition",
            "symbol",
            "venue",
            "threshold",
            "timeframe",
            "window_seconds",
            "left",
            "comparison",
            "right",
            "other_symbol",
            "account",
            "one_time",
            "cooldown_seconds",
            "channels",
            "target",
            "name",
            "silence_from",
            "silence_until",
            "quiet_hours");
    private static final Set<String> SILENCE = Set.of("from", "until", "quiet_hours");

    private final RequestBody body;
    private final Listing listing;
    private final Principal principal;

    AlertRequest(RequestBody body, Listing listing, Principal principal) {
        this.body = body;
        this.listing = listing;
        this.principal = principal;
    }

    /** What is compared. */
    private record What(
            AlertCondition condition,
            Instrument instrument,
            Instrument other,
            Venue venue,
            double threshold,
            AlertField left,
            AlertComparison comparison,
            AlertField right,
            long timeframe,
            long window,
            int account) {}

    /** How often it fires, and who is told. */
    private record How(boolean once, long cooldown, List<Channel> channels, String target, String owner, String name) {}

    /** Returns the command that makes the alert. */
    CommandWriter create(Notices notices) {
        body.requireKnown(MEMBERS);
        What what = what();
        How how = how(notices);
        Silence silence = silence("silence_from", "silence_until", quiet());
        return (slot, id, nowNs) -> {
            AlertCommandEncoder command = begin(slot, id, AlertAction.CREATE, silence);
            command.condition(what.condition())
                    .threshold(what.threshold())
                    .window(what.window())
                    .timeframe(what.timeframe())
                    .otherInstrumentId(what.other() == null ? 0 : what.other().id())
                    .accountId(what.account())
                    .left(what.left())
                    .comparison(what.comparison())
                    .right(what.right())
                    .cooldown(how.cooldown())
                    .once(how.once() ? BooleanType.T : BooleanType.F)
                    .target(how.target())
                    .owner(how.owner())
                    .name(how.name());
            mark(command.channels().clear(), how.channels());
            return end(
                    slot,
                    nowNs,
                    what.instrument() == null ? 0 : what.instrument().id(),
                    what.venue());
        };
    }

    private What what() {
        AlertCondition condition = constant("condition", AlertCondition.class, null);
        boolean isFactor = condition == AlertCondition.COMPARISON && body.has("right");
        if (!body.has("threshold") && !isFactor && condition != AlertCondition.FEED_STALE) {
            throw new BadRequest("threshold is missing.");
        }
        Instrument instrument = instrument("symbol");
        requireNeeded(condition);
        boolean isMove = condition == AlertCondition.PERCENT_MOVE;
        return new What(
                condition,
                instrument,
                instrument("other_symbol"),
                venue(instrument),
                body.number("threshold", isFactor ? 1 : 0),
                constant("left", AlertField.class, AlertField.NONE),
                constant("comparison", AlertComparison.class, isMove ? AlertComparison.EITHER : AlertComparison.ABOVE),
                constant("right", AlertField.class, AlertField.NONE),
                timeframe(),
                seconds("window_seconds", 60),
                account());
    }

    /** Says what a condition lacks, before the engine refuses it without so many words. */
    private void requireNeeded(AlertCondition condition) {
        switch (condition) {
            case RSI_ABOVE, RSI_BELOW, MACD_CROSSOVER, VOLUME_SPIKE -> {
                require("symbol");
                require("timeframe");
            }
            case PRICE_ABOVE, PRICE_BELOW, PERCENT_MOVE, SPREAD, POSITION_LIMIT -> require("symbol");
            case FEED_STALE -> {
                if (!body.has("venue")) {
                    require("symbol");
                }
            }
            case COMPARISON -> require("left");
            default -> {}
        }
    }

    private void require(String member) {
        if (!body.has(member)) {
            throw new BadRequest(member + " is missing.");
        }
    }

    private How how(Notices notices) {
        boolean once = body.flag("one_time", true);
        long cooldown = seconds("cooldown_seconds", 300);
        if (!once && cooldown < LEAST_COOLDOWN) {
            throw new BadRequest("cooldown_seconds is 1 or more for an alert that fires repeatedly.");
        }
        return new How(
                once,
                cooldown,
                channels(notices),
                fitting("target", body.text("target", "")),
                fitting("the user's name", principal.name()),
                fitting("name", body.text("name", "")));
    }

    private int account() {
        double account = body.number("account", 0);
        if (account != (int) account || account < 0) {
            throw new BadRequest("account is to be a whole number.");
        }
        return (int) account;
    }

    /** Returns the command that says when an alert is to be silent; its quiet hours stay, unless others are given. */
    CommandWriter silence(long alertId, AlertDecoder alert) {
        body.requireKnown(SILENCE);
        Quiet before = new Quiet(alert.quietFrom(), alert.quietUntil(), alert.quietDays());
        Silence silence = silence("from", "until", body.has("quiet_hours") ? quiet() : before);
        return (slot, id, nowNs) -> {
            begin(slot, id, AlertAction.SILENCE, silence).alertId(alertId);
            return end(slot, nowNs, 0, Venue.NONE);
        };
    }

    /** Returns the command that deletes an alert. */
    static CommandWriter delete(long alertId) {
        return (slot, id, nowNs) -> {
            begin(slot, id, AlertAction.DELETE, Silence.NONE).alertId(alertId);
            return end(slot, nowNs, 0, Venue.NONE);
        };
    }

    /** Minutes of some days between which an alert is silent. */
    private record Quiet(int from, int until, int days) {}

    /** When an alert is silent: from a time to another, and in quiet hours. */
    private record Silence(long fromNs, long untilNs, Quiet quiet) {
        static final Silence NONE = new Silence(0, 0, new Quiet(0, 0, 0));
    }

    private static AlertCommandEncoder begin(MutableDirectBuffer slot, UUID id, AlertAction action, Silence silence) {
        AlertCommandEncoder command = new AlertCommandEncoder()
                .wrapAndApplyHeader(slot, 0, new MessageHeaderEncoder())
                .action(action)
                .silenceFrom(silence.fromNs())
                .silenceUntil(silence.untilNs())
                .quietFrom(silence.quiet().from())
                .quietUntil(silence.quiet().until())
                .quietDays((short) silence.quiet().days());
        command.commandId().mostSignificant(id.getMostSignificantBits()).leastSignificant(id.getLeastSignificantBits());
        return command;
    }

    private static int end(MutableDirectBuffer slot, long nowNs, int instrumentId, Venue venue) {
        EventPrefix.writeInput(slot, 0, nowNs, nowNs, instrumentId, EventPrefix.venueFlags(venue.value(), 0));
        return MessageHeaderEncoder.ENCODED_LENGTH + AlertCommandEncoder.BLOCK_LENGTH;
    }

    private static void mark(AlertChannelsEncoder set, List<Channel> channels) {
        set.wEBSOCKET(true)
                .eMAIL(channels.contains(Channel.EMAIL))
                .wEBHOOK(channels.contains(Channel.WEBHOOK))
                .sLACK(channels.contains(Channel.SLACK))
                .tELEGRAM(channels.contains(Channel.TELEGRAM))
                .pAGERDUTY(channels.contains(Channel.PAGERDUTY));
    }

    private Instrument instrument(String member) {
        String symbol = body.text(member, "");
        if (symbol.isEmpty()) {
            return null;
        }
        List<Instrument> found = Entitled.of(principal, listing.find(symbol));
        if (found.isEmpty()) {
            throw new BadRequest(member + " names no instrument that you may see.");
        }
        return found.get(0);
    }

    private Venue venue(Instrument instrument) {
        String name = body.text("venue", "");
        if (instrument != null || name.isEmpty()) {
            return instrument == null ? Venue.NONE : instrument.venue();
        }
        Venue venue = InstrumentNames.venueNamed(name);
        if (venue == null || !principal.entitlements().allowVenue(name)) {
            throw new BadRequest("venue names none that you may see.");
        }
        return venue;
    }

    private long timeframe() {
        String name = body.text("timeframe", "");
        if (name.isEmpty()) {
            return 0;
        }
        int place = Channels.timeframe(name);
        if (place < 0 || place >= TIMEFRAME_SECONDS.length) {
            throw new BadRequest("Timeframes are 1s 5s 30s 1m 5m 15m 1h 4h 1d.");
        }
        return TIMEFRAME_SECONDS[place];
    }

    private long seconds(String member, double otherwise) {
        double seconds = body.number(member, otherwise);
        if (seconds < 0 || seconds > MOST_SECONDS) {
            throw new BadRequest(member + " is 0 to a year.");
        }
        return (long) (seconds * NANOS);
    }

    private List<Channel> channels(Notices notices) {
        String target = body.text("target", "");
        List<Channel> channels = body.texts("channels", List.of()).stream()
                .filter(name -> !name.equals("websocket"))
                .map(name -> constant("channels", name, Channel.class))
                .toList();
        for (Channel channel : channels) {
            if (!notices.reaches(target, channel)) {
                throw new BadRequest(
                        "target is to name one of the settings that has an address for " + name(channel) + '.');
            }
        }
        return channels;
    }

    private Silence silence(String fromMember, String untilMember, Quiet quiet) {
        long from = time(fromMember);
        long until = time(untilMember);
        if (until < from) {
            throw new BadRequest(untilMember + " is not before " + fromMember + '.');
        }
        return new Silence(from, until, quiet);
    }

    private Quiet quiet() {
        RequestBody quiet = body.object("quiet_hours");
        quiet.requireKnown(Set.of("days", "from", "until"));
        int days = 0;
        for (String day : quiet.texts("days", body.has("quiet_hours") ? DAYS : List.of())) {
            if (!DAYS.contains(day)) {
                throw new BadRequest("Days are " + String.join(", ", DAYS) + '.');
            }
            days |= 1 << DAYS.indexOf(day);
        }
        return new Quiet(minute(quiet, "from"), minute(quiet, "until"), days);
    }

    private long time(String member) {
        String text = body.text(member, "");
        OptionalLong time = text.isEmpty() ? OptionalLong.of(0) : Instants.parse(text);
        return time.orElseThrow(() -> new BadRequest(member + " is to be a time, as 2026-11-21T19:00:00Z."));
    }

    private static int minute(RequestBody quiet, String member) {
        String text = quiet.text(member, "00:00");
        if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
            throw new BadRequest("Quiet hours begin and end at a time of day in UTC, as 22:30.");
        }
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    private static String fitting(String what, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > TEXT_LENGTH) {
            throw new BadRequest(what + " has " + TEXT_LENGTH + " bytes at most.");
        }
        return text;
    }

    private <E extends Enum<E>> E constant(String member, Class<E> type, E otherwise) {
        String name = body.text(member, "");
        if (name.isEmpty() && otherwise != null) {
            return otherwise;
        }
        return constant(member, name, type);
    }

    private static <E extends Enum<E>> E constant(String member, String name, Class<E> type) {
        for (E each : type.getEnumConstants()) {
            if (name(each).equals(name) && !each.name().equals("NULL_VAL")) {
                return each;
            }
        }
        throw new BadRequest(member + " is one of "
                + Arrays.stream(type.getEnumConstants())
                        .filter(each -> !each.name().equals("NULL_VAL"))
                        .map(AlertRequest::name)
                        .collect(Collectors.joining(", "))
                + '.');
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
