package org.millrace.engine.alerts;

import static org.millrace.codecs.sbe.AlertCondition.COMPARISON;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertCommandDecoder;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.AlertState;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.command.CommandAnswers;
import org.millrace.gateway.protocol.ErrorCode;

/** Makes, silences and deletes alerts as commands say. Who sends a command has checked that it is somebody's own. */
final class AlertCommands {
    private static final int MINUTES_A_DAY = 1_440;

    private final AlertBook book;
    private final CommandAnswers answers;
    private final AlertMessages messages;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AlertCommandDecoder command = new AlertCommandDecoder();

    AlertCommands(AlertBook book, CommandAnswers answers, AlertMessages messages) {
        this.book = book;
        this.answers = answers;
        this.messages = messages;
    }

    /** Obeys a command, and answers it behind what it changes. */
    void obey(DirectBuffer buffer, int offset, long nowNs) {
        if (answers.repeat(buffer, offset)) {
            return;
        }
        command.wrapAndApplyHeader(buffer, offset, header);
        switch (command.action()) {
            case CREATE -> create(buffer, offset, nowNs);
            case SILENCE -> silence(buffer, offset);
            case DELETE -> delete(buffer, offset);
            default -> answers.answer(buffer, offset, ErrorCode.BAD_REQUEST, 0);
        }
    }

    private void create(DirectBuffer buffer, int offset, long nowNs) {
        int error = refusal(EventPrefix.instrumentId(buffer, offset), EventPrefix.venue(buffer, offset));
        if (error != ErrorCode.NONE) {
            answers.answer(buffer, offset, error, 0);
            return;
        }
        if (!makeRoom(buffer, offset)) {
            answers.answer(buffer, offset, ErrorCode.TOO_MANY, 0);
            return;
        }
        Alert alert = Alert.of(AlertRecord.of(command, buffer, offset, book.nextId()));
        book.add(alert, nowNs);
        messages.alert(alert, buffer, offset);
        answers.answer(buffer, offset, ErrorCode.NONE, alert.id());
    }

    /** Has the owner's oldest alert that has fired give way, where there is no room otherwise; false: there is none. */
    private boolean makeRoom(DirectBuffer buffer, int offset) {
        String owner = command.owner();
        if (!book.isFull(owner)) {
            return true;
        }
        Alert oldest = book.oldestEnded(owner);
        if (oldest != null) {
            delete(oldest, buffer, offset);
        }
        return oldest != null;
    }

    private void silence(DirectBuffer buffer, int offset) {
        Alert alert = book.get(command.alertId());
        if (alert == null) {
            answers.answer(buffer, offset, ErrorCode.UNKNOWN_ALERT, 0);
        } else if (!isSilenceValid()) {
            answers.answer(buffer, offset, ErrorCode.BAD_REQUEST, alert.id());
        } else {
            alert.silence(command);
            messages.alert(alert, buffer, offset);
            answers.answer(buffer, offset, ErrorCode.NONE, alert.id());
        }
    }

    private void delete(DirectBuffer buffer, int offset) {
        Alert alert = book.get(command.alertId());
        if (alert == null) {
            answers.answer(buffer, offset, ErrorCode.UNKNOWN_ALERT, 0);
            return;
        }
        delete(alert, buffer, offset);
        answers.answer(buffer, offset, ErrorCode.NONE, alert.id());
    }

    private void delete(Alert alert, DirectBuffer buffer, int offset) {
        alert.end(AlertState.DELETED);
        book.remove(alert);
        messages.alert(alert, buffer, offset);
    }

    /** Returns why an alert cannot be made, as the gateway's protocol numbers it. */
    private int refusal(int instrumentId, int venue) {
        AlertCondition condition = command.condition();
        if (condition == AlertCondition.NULL_VAL || !Double.isFinite(command.threshold()) || !isSilenceValid()) {
            return ErrorCode.BAD_REQUEST;
        }
        boolean isOfDesk = condition == AlertCondition.DRAWDOWN_LIMIT
                || (condition == AlertCondition.FEED_STALE && venue != Venue.NONE.value())
                || (condition == COMPARISON && FieldValues.isOfDesk(command.left()) && isOfDeskOrNone(command.right()));
        boolean isKnown = instrumentId == 0 ? isOfDesk : book.watch(instrumentId) != null;
        int other = command.otherInstrumentId();
        if (!isKnown || (other != 0 && book.watch(other) == null)) {
            return ErrorCode.UNKNOWN_INSTRUMENT;
        }
        return isComparable(condition) ? ErrorCode.NONE : ErrorCode.BAD_REQUEST;
    }

    /** Tells whether the condition has what it needs. */
    private boolean isComparable(AlertCondition condition) {
        boolean hasTimeframe = Timeframes.indexOf(command.timeframe()) != Timeframes.UNKNOWN;
        AlertComparison how = command.comparison();
        return switch (condition) {
            case RSI_ABOVE, RSI_BELOW, MACD_CROSSOVER, VOLUME_SPIKE -> hasTimeframe;
            case PERCENT_MOVE -> command.window() > 0 && command.threshold() > 0 && isMove(how);
            case FEED_STALE -> command.window() > 0;
            case COMPARISON ->
                command.left() != AlertField.NULL_VAL
                        && command.right() != AlertField.NULL_VAL
                        && command.left() != AlertField.NONE
                        && how != AlertComparison.NULL_VAL
                        && how != AlertComparison.EITHER
                        && (hasTimeframe || (!isOfBars(command.left()) && !isOfBars(command.right())));
            default -> true;
        };
    }

    private boolean isSilenceValid() {
        boolean isQuietValid = command.quietFrom() < MINUTES_A_DAY && command.quietUntil() <= MINUTES_A_DAY;
        return command.silenceFrom() <= command.silenceUntil() && isQuietValid;
    }

    private static boolean isMove(AlertComparison how) {
        return how == AlertComparison.ABOVE || how == AlertComparison.BELOW || how == AlertComparison.EITHER;
    }

    private static boolean isOfBars(AlertField field) {
        int source = FieldValues.sourceOf(field);
        return source == BarDecoder.TEMPLATE_ID || source == IndicatorsDecoder.TEMPLATE_ID;
    }

    private static boolean isOfDeskOrNone(AlertField field) {
        return field == AlertField.NONE || FieldValues.isOfDesk(field);
    }
}
