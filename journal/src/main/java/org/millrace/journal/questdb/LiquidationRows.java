package org.millrace.journal.questdb;

import io.questdb.client.Sender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.CorrelationCase;
import org.millrace.codecs.sbe.LiquidationBinsDecoder;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.LiquidationInputsDecoder;
import org.millrace.codecs.sbe.LiquidationOutcomeDecoder;
import org.millrace.codecs.sbe.LiquidationRevisionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.PrefixDecoder;
import org.millrace.codecs.sbe.SignalClass;

/** Turns what is told of liquidations into rows of {@link LiquidationTables}. */
final class LiquidationRows {
    /** Metrics and the columns that they fill; an event names its metric by the CRC-32 of the path. */
    private static final List<List<String>> METRICS = List.of(
            List.of("market/price_usd_close", "price"),
            List.of("derivatives/futures_liquidated_volume_long_relative", "long_liquidations_dominance"),
            List.of("derivatives/futures_liquidated_volume_long_sum", "futures_long_liquidations"),
            List.of("derivatives/futures_liquidated_volume_long_mean", "futures_long_liquidations"),
            List.of("derivatives/futures_liquidated_volume_short_sum", "futures_short_liquidations"),
            List.of("derivatives/futures_liquidated_volume_short_mean", "futures_short_liquidations"));

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LiquidationInputsDecoder inputs = new LiquidationInputsDecoder();
    private final LiquidationFeaturesDecoder features = new LiquidationFeaturesDecoder();
    private final LiquidationBinsDecoder bins = new LiquidationBinsDecoder();
    private final LiquidationOutcomeDecoder outcome = new LiquidationOutcomeDecoder();
    private final LiquidationRevisionDecoder revision = new LiquidationRevisionDecoder();
    private final Rows all;
    private Sender rows;

    LiquidationRows(Rows all) {
        this.all = all;
    }

    /** Writes the rows of an event; of events of other kinds there are none. */
    void onEvent(DirectBuffer buffer, int offset) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case LiquidationInputsDecoder.TEMPLATE_ID -> onInputs(inputs.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationFeaturesDecoder.TEMPLATE_ID ->
                onFeatures(features.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationBinsDecoder.TEMPLATE_ID -> onBins(bins.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationOutcomeDecoder.TEMPLATE_ID -> onOutcome(outcome.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationRevisionDecoder.TEMPLATE_ID ->
                onRevision(revision.wrapAndApplyHeader(buffer, offset, header));
            default -> {}
        }
    }

    private void onInputs(LiquidationInputsDecoder of) {
        if (!Double.isNaN(of.price())) {
            row("btc_price_data", of.prefix());
            rows.doubleColumn("price", of.price());
            all.end(of.startTime());
        }
        if (!Double.isNaN(of.longDominance()) || !Double.isNaN(of.longs()) || !Double.isNaN(of.shorts())) {
            row("btc_liquidations", of.prefix());
            all.known("long_liquidations_dominance", of.longDominance());
            all.known("futures_long_liquidations", of.longs());
            all.known("futures_short_liquidations", of.shorts());
            all.end(of.startTime());
        }
    }

    private void onFeatures(LiquidationFeaturesDecoder of) {
        processed(of);
        rpn(of);
        bin(of);
        dominance(of);
        signals(of);
    }

    private void processed(LiquidationFeaturesDecoder of) {
        row("btc_processed_data", of.prefix());
        all.known("price", of.price());
        all.known("lld_normal", of.lldNormal());
        all.known("fll_normal", of.fllNormal());
        all.known("fsl_normal", of.fslNormal());
        all.known("diff_ls_normal", of.diffLsNormal());
        rows.longColumn("is_stale", flag(of.isStale())).longColumn("is_warm", flag(of.isWarm()));
        endFeatures(of);
    }

    private void rpn(LiquidationFeaturesDecoder of) {
        row("btc_features_rpn", of.prefix());
        rows.symbol("corr_case", text(of.corrCase()));
        all.known("price", of.price());
        all.known("risk_priority_number", of.riskPriorityNumber());
        all.known("lld_cwt_kf", of.lldCwtKf());
        all.known("fll_cwt_kf", of.fllCwtKf());
        all.known("fsl_cwt_kf", of.fslCwtKf());
        all.known("diff_ls_cwt_kf", of.diffLsCwtKf());
        all.known("lld_cwt_kf_smooth", of.lldCwtKfSmooth());
        all.known("diff_ls_smooth", of.diffLsSmooth());
        all.known("delta_fll", of.deltaFll());
        all.known("delta_fsl", of.deltaFsl());
        rows.longColumn("is_rpn_extreme", of.isRpnExtreme());
        endFeatures(of);
    }

    private void bin(LiquidationFeaturesDecoder of) {
        row("btc_features_bin", of.prefix());
        rows.longColumn("bin_index", of.binIndex())
                .longColumn("bin_momentum", of.binMomentum())
                .longColumn("bin_turn", of.binTurn())
                .longColumn("bin_mm_direction", of.binMmDirection())
                .longColumn("bin_model_id", of.binModelId());
        endFeatures(of);
    }

    private void dominance(LiquidationFeaturesDecoder of) {
        int side = of.dominance();
        row("btc_features_dominance", of.prefix());
        rows.symbol("dominance_class", side > 0 ? "Bull" : side < 0 ? "Bear" : "Congestion")
                .longColumn("dominance", side)
                .longColumn("dominance_last", of.dominanceLast())
                .longColumn("dominance_duration", of.dominanceDuration())
                .longColumn("dominance_duration_total", side == 0 ? 0 : of.dominanceDuration())
                .longColumn("dominance_time", of.dominanceTime())
                .longColumn("is_keep", flag(of.isKeep()))
                .longColumn("is_strengthen", flag(of.isStrengthen()));
        endFeatures(of);
    }

    private void signals(LiquidationFeaturesDecoder of) {
        row("btc_features_signals", of.prefix());
        rows.symbol("signal_class", text(of.signalClass()))
                .longColumn("hit_ceiling_bottom", of.hitCeilingBottom())
                .longColumn("reverse_ceiling_bottom", of.reverseCeilingBottom())
                .longColumn("signal_l1", of.signalL1())
                .longColumn("signal_l2", of.signalL2())
                .longColumn("signal_l3", of.signalL3())
                .longColumn("is_stale", flag(of.isStale()))
                .longColumn("is_warm", flag(of.isWarm()));
        endFeatures(of);
    }

    private void onBins(LiquidationBinsDecoder of) {
        double[] centres = {
            of.centre0(),
            of.centre1(),
            of.centre2(),
            of.centre3(),
            of.centre4(),
            of.centre5(),
            of.centre6(),
            of.centre7(),
            of.centre8()
        };
        row(LiquidationTables.BIN_MODELS, of.prefix());
        rows.longColumn("bin_model_id", of.binModelId()).longColumn("history_count", of.historyCount());
        for (int i = 0; i < centres.length; i++) {
            rows.doubleColumn("centre_" + i, centres[i]);
        }
        for (int i = 0; i < centres.length - 1; i++) {
            rows.doubleColumn("edge_" + i, (centres[i] + centres[i + 1]) / 2);
        }
        all.end(of.fitTime());
    }

    private void onOutcome(LiquidationOutcomeDecoder of) {
        row(LiquidationTables.OUTCOMES, of.prefix());
        rows.symbol("signal_class", text(of.signalClass()))
                .longColumn("horizon_hours", of.horizonHours())
                .longColumn("entry_lag_hours", of.entryLagHours());
        all.known("entry_price", of.entryPrice());
        all.known("exit_price", of.exitPrice());
        all.known("return_percent", of.returnPercent());
        all.end(of.startTime());
    }

    private void onRevision(LiquidationRevisionDecoder of) {
        row(LiquidationTables.REVISIONS, of.prefix());
        rows.symbol("field", field(of.metricId()));
        all.known("old_value", of.oldValue());
        all.known("new_value", of.newValue());
        all.time("fetched_at", of.prefix().eventTime());
        rows.longColumn("is_processed", flag(of.isProcessed()));
        all.end(of.startTime());
    }

    private void row(String table, PrefixDecoder prefix) {
        rows = all.begin(table, prefix.instrumentId(), prefix.venue());
    }

    private void endFeatures(LiquidationFeaturesDecoder of) {
        all.time("available_at", of.prefix().eventTime());
        all.time("run_id", of.runId());
        all.end(of.startTime());
    }

    private static String field(long metricId) {
        for (List<String> metric : METRICS) {
            CRC32 sum = new CRC32();
            sum.update(metric.get(0).getBytes(StandardCharsets.UTF_8));
            if (sum.getValue() == metricId) {
                return metric.get(1);
            }
        }
        return Long.toHexString(metricId);
    }

    private static int flag(BooleanType value) {
        return value == BooleanType.T ? 1 : 0;
    }

    private static String text(CorrelationCase value) {
        return value == CorrelationCase.NONE ? "None" : value.name();
    }

    /** Returns a class as users know it: {@code Strong_Buy}. */
    static String text(SignalClass value) {
        StringBuilder text = new StringBuilder();
        for (String word : value.name().split("_", -1)) {
            text.append(text.isEmpty() ? "" : "_")
                    .append(word.charAt(0))
                    .append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
