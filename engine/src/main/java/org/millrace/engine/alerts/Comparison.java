package org.millrace.engine.alerts;

import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertDecoder;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Compares two fields, or a field and a number, each time one of them is published. */
final class Comparison {
    /** The instrument id of what is of no instrument. */
    static final int DESK = 0;

    private static final int UNKNOWN = 0;

    private final AlertField leftField;
    private final AlertField rightField;
    private final AlertComparison how;
    private final int leftSource;
    private final int rightSource;
    private final int leftInstrument;
    private final int rightInstrument;
    private final int accountId;
    private final long timeframe;
    private final double threshold;
    private final boolean isCrossing;
    private final boolean isAbsolute;
    private final boolean isOfBar;
    private final PriceMoves moves;
    private double left = Double.NaN;
    private double right = Double.NaN;
    private int side = UNKNOWN;
    private boolean hasCrossed;

    Comparison(AlertRecord record) {
        AlertDecoder alert = record.get();
        leftField = alert.left();
        rightField = alert.right();
        how = alert.comparison();
        leftSource = FieldValues.sourceOf(leftField);
        rightSource = FieldValues.sourceOf(rightField);
        int other = alert.otherInstrumentId();
        leftInstrument = FieldValues.isOfDesk(leftField) ? DESK : record.instrumentId();
        rightInstrument = FieldValues.isOfDesk(rightField) ? DESK : other == 0 ? record.instrumentId() : other;
        accountId = alert.accountId();
        timeframe = alert.timeframe();
        threshold = alert.threshold();
        isCrossing = how == AlertComparison.CROSSES_ABOVE || how == AlertComparison.CROSSES_BELOW;
        isAbsolute = alert.condition() == AlertCondition.POSITION_LIMIT;
        isOfBar = leftInstrument == rightInstrument
                && Math.min(leftSource, rightSource) == BarDecoder.TEMPLATE_ID
                && Math.max(leftSource, rightSource) == IndicatorsDecoder.TEMPLATE_ID;
        moves = alert.condition() == AlertCondition.PERCENT_MOVE ? new PriceMoves(alert.window()) : null;
    }

    int leftInstrument() {
        return leftInstrument;
    }

    /** Returns the instrument of the right field; that of the left one where there is no right field. */
    int rightInstrument() {
        return rightField == AlertField.NONE ? leftInstrument : rightInstrument;
    }

    /** Takes from an event what it has of the two fields; tells whether there is something to compare. */
    boolean take(FieldValues values, int instrumentId, long eventTime) {
        boolean isMeant = values.timeframe() == 0 || values.timeframe() == timeframe;
        if (!isMeant || !values.isOf(accountId)) {
            return false;
        }
        boolean changed = false;
        if (values.source() == leftSource && instrumentId == leftInstrument) {
            left = values.get(leftField);
            changed = true;
        }
        if (values.source() == rightSource && instrumentId == rightInstrument) {
            right = values.get(rightField);
            changed = true;
        }
        if (changed && moves != null) {
            moves.add(left, eventTime);
        }
        boolean isWhole = !isOfBar || values.source() == IndicatorsDecoder.TEMPLATE_ID; // which come behind their bar
        return changed && isWhole;
    }

    /** Compares what was taken; to be asked once for each {@link #take}. */
    boolean isTrue() {
        if (moves != null) {
            return switch (how) {
                case ABOVE -> moves.rise() >= threshold;
                case BELOW -> moves.fall() <= -threshold;
                default -> moves.rise() >= threshold || moves.fall() <= -threshold;
            };
        }
        double difference = value() - bound();
        if (isCrossing) {
            cross(difference);
            return hasCrossed;
        }
        return how == AlertComparison.ABOVE ? difference > 0 : difference < 0;
    }

    /** Returns what is compared: the left value, its size alone, or how far the price moved. */
    double value() {
        if (moves != null) {
            boolean up =
                    how == AlertComparison.ABOVE || (how == AlertComparison.EITHER && moves.rise() >= -moves.fall());
            return up ? moves.rise() : moves.fall();
        }
        return isAbsolute ? Math.abs(left) : left;
    }

    /** Returns what it is compared with. */
    double bound() {
        if (rightField == AlertField.NONE) {
            return threshold;
        }
        return isCrossing ? right : right * threshold;
    }

    void save(SnapshotWriter out) {
        out.putDouble(left).putDouble(right).putInt(side).putBoolean(hasCrossed);
        if (moves != null) {
            moves.save(out);
        }
    }

    void load(SnapshotReader in) {
        left = in.getDouble();
        right = in.getDouble();
        side = in.getInt();
        hasCrossed = in.getBoolean();
        if (moves != null) {
            moves.load(in);
        }
    }

    private void cross(double difference) {
        int now = difference > 0 ? 1 : difference < 0 ? -1 : side; // equal, or not a number: where it was
        int wanted = how == AlertComparison.CROSSES_ABOVE ? 1 : -1;
        hasCrossed = now == wanted && side == -wanted;
        side = now;
    }
}
