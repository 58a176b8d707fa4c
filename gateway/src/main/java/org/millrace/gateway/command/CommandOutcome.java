package org.millrace.gateway.command;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.protocol.ErrorCode;

/**
 * What became of a command.
 *
 * @param isAnswered false: the engine has not said; it may still obey
 * @param error      0, or why it was refused, as the protocol numbers it
 * @param objectId   of what was made or changed; 0 = none
 */
public record CommandOutcome(boolean isAnswered, int error, long objectId) {
    /** Of a command that could not be sent, or was not answered in time. */
    static final CommandOutcome UNANSWERED = new CommandOutcome(false, ErrorCode.INTERNAL, 0);

    /** Answers a request whose command was not accepted; tells whether it has. */
    public boolean refuse(Exchange exchange) {
        if (!isAnswered) {
            exchange.problem(
                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                    "The engine has not answered in time; the command may still be obeyed.");
        } else if (error != ErrorCode.NONE) {
            exchange.problem(status(), detail());
        }
        return !isAnswered || error != ErrorCode.NONE;
    }

    private HttpResponseStatus status() {
        return switch (error) {
            case ErrorCode.UNKNOWN_INSTRUMENT,
                    ErrorCode.UNKNOWN_ALERT,
                    ErrorCode.UNKNOWN_ORDER,
                    ErrorCode.UNKNOWN_MODEL -> HttpResponseStatus.NOT_FOUND;
            case ErrorCode.TOO_MANY, ErrorCode.OTHER_FEATURES -> HttpResponseStatus.CONFLICT;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private String detail() {
        return switch (error) {
            case ErrorCode.UNKNOWN_INSTRUMENT -> "The engine does not know this instrument.";
            case ErrorCode.UNKNOWN_ALERT -> "There is no such alert.";
            case ErrorCode.UNKNOWN_ORDER -> "There is no such order, or it has ended.";
            case ErrorCode.UNKNOWN_MODEL -> "This model has no such version that runs, and none that ran before it.";
            case ErrorCode.OTHER_FEATURES ->
                "The engine does not compute the feature set that the model wants, of this version and for this timeframe.";
            case ErrorCode.TOO_MANY -> "There are too many of these.";
            default -> "The engine does not accept this (" + error + ").";
        };
    }
}
