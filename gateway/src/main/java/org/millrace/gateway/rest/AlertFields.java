package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AlertChannelsDecoder;
import org.millrace.codecs.sbe.AlertDecoder;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.AlertState;
import org.millrace.codecs.sbe.AlertTriggeredDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.latest.InstrumentNames;
import org.millrace.gateway.latest.Listing;
import org.millrace.gateway.notify.DeadLetter;

/** Writes alerts, and the times that they fired. */
final class AlertFields {
    private static final double NANOS = 1e9;
    private static final int MINUTES = 60;
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AlertDecoder alert = new AlertDecoder();
    private final AlertTriggeredDecoder triggered = new AlertTriggeredDecoder();
    private final Listing listing;

    AlertFields(Listing listing) {
        this.listing = listing;
    }

    AlertDecoder read(DirectBuffer buffer) {
        return alert.wrapAndApplyHeader(buffer, 0, header);
    }

    long idOf(DirectBuffer buffer) {
        return alert.wrapAndApplyHeader(buffer, 0, header).alertId();
    }

    String ownerOf(DirectBuffer buffer) {
        return alert.wrapAndApplyHeader(buffer, 0, header).owner();
    }

    String ownerOfTrigger(DirectBuffer buffer) {
        return triggered.wrapAndApplyHeader(buffer, 0, header).owner();
    }

    long alertOfTrigger(DirectBuffer buffer) {
        return triggered.wrapAndApplyHeader(buffer, 0, header).alertId();
    }

    void alert(JsonGenerator json, DirectBuffer buffer) throws IOException {
        alert.wrapAndApplyHeader(buffer, 0, header);
        json.writeNumberField("id", alert.alertId());
        json.writeStringField("user", alert.owner());
        json.writeStringField("name", alert.name());
        json.writeStringField("condition", word(alert.condition()));
        subject(json, buffer);
        json.writeNumberField("threshold", alert.threshold());
        comparison(json);
        if (alert.timeframe() != 0) {
            json.writeStringField("timeframe", timeframe(alert.timeframe()));
        }
        json.writeNumberField("window_seconds", alert.window() / NANOS);
        json.writeNumberField("account", alert.accountId());
        json.writeBooleanField("one_time", alert.once() == BooleanType.T);
        json.writeNumberField("cooldown_seconds", alert.cooldown() / NANOS);
        channels(json, alert.channels());
        json.writeStringField("target", alert.target());
        json.writeBooleanField("active", alert.state() == AlertState.ACTIVE);
        json.writeStringField("state", word(alert.state()));
        json.writeStringField("created", Instants.text(alert.created()));
        time(json, "last_triggered", alert.lastTriggered());
        json.writeNumberField("triggers", alert.triggers());
        time(json, "silence_from", alert.silenceFrom());
        time(json, "silence_until", alert.silenceUntil());
        quietHours(json);
    }

    void trigger(JsonGenerator json, DirectBuffer buffer) throws IOException {
        triggered.wrapAndApplyHeader(buffer, 0, header);
        json.writeNumberField("sequence", EventPrefix.sequence(buffer, 0));
        json.writeNumberField("alert_id", triggered.alertId());
        json.writeStringField("user", triggered.owner());
        json.writeStringField("name", triggered.name());
        json.writeStringField("condition", word(triggered.condition()));
        subject(json, buffer);
        JsonBody.number(json, "value", triggered.value());
        JsonBody.number(json, "bound", triggered.bound());
        json.writeNumberField("threshold", triggered.threshold());
        channels(json, triggered.channels());
        json.writeStringField("target", triggered.target());
        json.writeStringField("time", Instants.text(EventPrefix.eventTime(buffer, 0)));
    }

    static void deadLetter(JsonGenerator json, DeadLetter letter) throws IOException {
        json.writeStringField("id", letter.id());
        json.writeStringField("key", letter.key());
        json.writeNumberField("alert_id", letter.alertId());
        json.writeStringField("user", letter.owner());
        json.writeStringField("target", letter.target());
        json.writeStringField("channel", letter.channel().label());
        json.writeStringField("time", Instants.text(letter.timeNs()));
        json.writeStringField("reason", letter.reason());
    }

    private void subject(JsonGenerator json, DirectBuffer buffer) throws IOException {
        Instrument instrument = listing.get(EventPrefix.instrumentId(buffer, 0));
        Venue venue = Venue.get((short) EventPrefix.venue(buffer, 0));
        if (instrument != null) {
            EventFields.instrument(json, instrument);
        } else if (venue != Venue.NONE) {
            json.writeStringField("exchange", InstrumentNames.venueName(venue));
        }
    }

    private void comparison(JsonGenerator json) throws IOException {
        if (alert.left() != AlertField.NONE) {
            json.writeStringField("left", word(alert.left()));
            json.writeStringField("comparison", word(alert.comparison()));
        }
        if (alert.right() != AlertField.NONE) {
            json.writeStringField("right", word(alert.right()));
        }
        Instrument other = listing.get(alert.otherInstrumentId());
        if (other != null) {
            json.writeStringField("other_symbol", InstrumentNames.qualified(other));
        }
    }

    private void quietHours(JsonGenerator json) throws IOException {
        if (alert.quietDays() == 0) {
            return;
        }
        json.writeObjectFieldStart("quiet_hours");
        json.writeArrayFieldStart("days");
        for (int i = 0; i < DAYS.size(); i++) {
            if ((alert.quietDays() & (1 << i)) != 0) {
                json.writeString(DAYS.get(i));
            }
        }
        json.writeEndArray();
        json.writeStringField("from", ofDay(alert.quietFrom()));
        json.writeStringField("until", ofDay(alert.quietUntil()));
        json.writeEndObject();
    }

    private static void channels(JsonGenerator json, AlertChannelsDecoder channels) throws IOException {
        json.writeArrayFieldStart("channels");
        String[] names = {"websocket", "email", "webhook", "slack", "telegram", "pagerduty"};
        for (int i = 0; i < names.length; i++) {
            if ((channels.getRaw() & (1 << i)) != 0) {
                json.writeString(names[i]);
            }
        }
        json.writeEndArray();
    }

    private static void time(JsonGenerator json, String name, long ns) throws IOException {
        if (ns == 0) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, Instants.text(ns));
        }
    }

    private static String ofDay(int minute) {
        return "%02d:%02d".formatted(minute / MINUTES, minute % MINUTES);
    }

    private static String timeframe(long seconds) {
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        } else if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % MINUTES == 0 ? seconds / MINUTES + "m" : seconds + "s";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
