package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.gateway.models.ModelVersion;
import org.millrace.journal.history.History;
import org.millrace.journal.history.TrackMeasure;
import org.millrace.journal.history.TrackPeriod;
import org.millrace.journal.history.TrackSpan;

/** Lays beside each other what came of the predictions of a model's versions. Thread-safe; waits for the store. */
final class TrackRecords {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long MOST_BARS = 600_000; // of each instrument, that the store lays beside predictions

    private final History history;

    /** A version, and what it does now. */
    record Subject(ModelVersion version, ModelState role) {}

    /**
     * What is asked for.
     *
     * @param instrument null: all
     * @param fromNs     UTC ns
     * @param toNs       exclusive, UTC ns
     * @param periods    parts of equal length
     */
    record Wanted(Instrument instrument, long fromNs, long toNs, int periods) {}

    private record Tracked(Subject of, TrackPeriod total, List<TrackPeriod> periods) {}

    TrackRecords(History history) {
        this.history = history;
    }

    /** Returns the answer: who predicts, or did so in the span. */
    ByteBuf body(List<Subject> subjects, Wanted wanted) {
        List<Tracked> records = subjects.stream()
                .map(subject -> record(subject, wanted))
                .filter(each -> ModelFields.isRunning(each.of.role()) || !each.periods.isEmpty())
                .toList();
        return JsonBody.list(wanted.fromNs, wanted.toNs, json -> {
            for (Tracked each : records) {
                json.writeStartObject();
                write(json, each);
                json.writeEndObject();
            }
            return records.size();
        });
    }

    private Tracked record(Subject subject, Wanted wanted) {
        List<TrackPeriod> periods = history.trackRecord(span(subject.version(), wanted));
        return new Tracked(subject, TrackPeriod.total(wanted.fromNs, periods), periods);
    }

    private static TrackSpan span(ModelVersion version, Wanted wanted) {
        long bars = (wanted.toNs - wanted.fromNs) / NS_PER_SECOND / version.timeframe();
        if (bars > MOST_BARS) {
            throw new BadRequest("The span has " + bars + " bars of " + Timeframes.text(version.timeframe()) + ", "
                    + MOST_BARS + " at most: ask for a shorter one.");
        }
        Instrument of = wanted.instrument;
        return new TrackSpan(
                version.id(),
                version.version(),
                version.timeframe(),
                new TrackSpan.Label(
                        isDirection(version),
                        (int) Math.max(1, version.horizon() / version.timeframe()),
                        version.threshold().cost(),
                        version.threshold().volatility()),
                of == null ? "" : of.name(),
                of == null ? "" : of.venue().name(),
                wanted.fromNs,
                wanted.toNs,
                wanted.periods);
    }

    private static void write(JsonGenerator json, Tracked record) throws IOException {
        ModelVersion version = record.of.version();
        TrackPeriod all = record.total;
        boolean isDirection = isDirection(version);
        json.writeNumberField("version", version.version());
        json.writeStringField("role", ModelFields.text(record.of.role()));
        json.writeStringField("target", version.target());
        json.writeStringField("timeframe", Timeframes.text(version.timeframe()));
        json.writeNumberField("horizon_seconds", version.horizon());
        json.writeNumberField("cost", version.threshold().cost());
        json.writeNumberField("volatility", version.threshold().volatility());
        count(json, "shadow_predictions", all, TrackMeasure.SHADOWS);
        outcome(json, all, isDirection);
        JsonBody.number(json, "commonest_rate", isDirection ? commonest(all) : Double.NaN);
        mean(json, "mean_absolute_move", all, TrackMeasure.MOVE, TrackMeasure.JUDGED);
        JsonBody.number(json, "mean_down", of(isDirection, all.mean(TrackMeasure.DOWN, TrackMeasure.PREDICTIONS)));
        JsonBody.number(
                json, "mean_neutral", of(isDirection, all.mean(TrackMeasure.NEUTRAL, TrackMeasure.PREDICTIONS)));
        JsonBody.number(json, "mean_up", of(isDirection, all.mean(TrackMeasure.UP, TrackMeasure.PREDICTIONS)));
        JsonBody.number(json, "mean_value", of(!isDirection, all.mean(TrackMeasure.VALUE, TrackMeasure.PREDICTIONS)));
        besidePromoted(json, all, isDirection);
        json.writeArrayFieldStart("periods");
        for (TrackPeriod period : record.periods) {
            json.writeStartObject();
            json.writeStringField("time", Instants.text(period.startNs()));
            outcome(json, period, isDirection);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void outcome(JsonGenerator json, TrackPeriod of, boolean isDirection) throws IOException {
        count(json, "predictions", of, TrackMeasure.PREDICTIONS);
        count(json, "judged", of, TrackMeasure.JUDGED);
        JsonBody.number(json, "hit_rate", of(isDirection, of.mean(TrackMeasure.HITS, TrackMeasure.JUDGED)));
        JsonBody.number(
                json, "mean_absolute_error", of(!isDirection, of.mean(TrackMeasure.ERROR, TrackMeasure.JUDGED)));
    }

    /** Writes how a shadow and whoever was promoted did where both spoke of the same features. */
    private static void besidePromoted(JsonGenerator json, TrackPeriod all, boolean isDirection) throws IOException {
        count(json, "compared", all, TrackMeasure.COMPARED);
        mean(json, "agreement", all, TrackMeasure.AGREED, TrackMeasure.COMPARED);
        count(json, "compared_judged", all, TrackMeasure.COMMON);
        JsonBody.number(
                json, "compared_hit_rate", of(isDirection, all.mean(TrackMeasure.COMMON_HITS, TrackMeasure.COMMON)));
        JsonBody.number(
                json, "promoted_hit_rate", of(isDirection, all.mean(TrackMeasure.PROMOTED_HITS, TrackMeasure.COMMON)));
        JsonBody.number(
                json,
                "compared_mean_absolute_error",
                of(!isDirection, all.mean(TrackMeasure.COMMON_ERROR, TrackMeasure.COMMON)));
        JsonBody.number(
                json,
                "promoted_mean_absolute_error",
                of(!isDirection, all.mean(TrackMeasure.PROMOTED_ERROR, TrackMeasure.COMMON)));
    }

    /** Returns how often whoever always says what came most often would have been right. */
    private static double commonest(TrackPeriod all) {
        double most = DoubleStream.of(
                        all.sum(TrackMeasure.WENT_DOWN),
                        all.sum(TrackMeasure.WENT_NEUTRAL),
                        all.sum(TrackMeasure.WENT_UP))
                .max()
                .orElse(0);
        return most / all.sum(TrackMeasure.JUDGED);
    }

    private static void count(JsonGenerator json, String name, TrackPeriod of, TrackMeasure measure)
            throws IOException {
        json.writeNumberField(name, (long) of.sum(measure));
    }

    private static void mean(JsonGenerator json, String name, TrackPeriod of, TrackMeasure sum, TrackMeasure count)
            throws IOException {
        JsonBody.number(json, name, of.mean(sum, count));
    }

    /** Returns a value where it means something. */
    private static double of(boolean isMeant, double value) {
        return isMeant ? value : Double.NaN;
    }

    private static boolean isDirection(ModelVersion version) {
        return version.target().equals("direction");
    }
}
