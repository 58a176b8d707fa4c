package org.millrace.journal.questdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.millrace.codecs.json.Timeframes;
import org.millrace.journal.history.TrackMeasure;
import org.millrace.journal.history.TrackSpan;

/**
 * How the store is asked what became of predictions: each is joined with the bar that it was made at, whose close is laid
 * beside the close so many bars later; and with what was promoted and spoke at the same time. Where that later bar is not
 * there, nothing is known yet. Bars are an instrument's own, or its venue's where it has none of its own.
 */
final class TrackQuestion {
    private static final long NS_PER_US = 1_000;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long SLACK_NS = 7 * 86_400 * NS_PER_SECOND; // bars may be missing, as over a weekend
    private static final int QUESTIONS_OF_BARS = 2; // own ones, and venues'
    private static final int QUESTIONS = QUESTIONS_OF_BARS + 2; // and of what was said, and of what was promoted
    private static final int WINDOW = 20; // returns that a deviation is taken of, as in training
    private static final String OF_EACH = " OVER (PARTITION BY symbol, exchange ORDER BY timestamp";
    private static final String OF_WINDOW = OF_EACH + " ROWS BETWEEN " + (WINDOW - 1) + " PRECEDING AND CURRENT ROW)";
    private static final String DIRECTION =
            "CASE WHEN value IS NOT NULL THEN CASE WHEN value < 0 THEN 0 WHEN value > 0 THEN 2 ELSE 1 END"
                    + " WHEN down >= neutral AND down >= up THEN 0 WHEN neutral >= up THEN 1 ELSE 2 END";
    private static final String TOGETHER =
            " ON said.timestamp = %1$s.timestamp AND said.symbol = %1$s.symbol" + " AND said.exchange = %1$s.exchange";

    private final TrackSpan span;

    TrackQuestion(TrackSpan span) {
        this.span = span;
    }

    /** Returns SQL whose rows are a period's number and its sums, in the order of {@link TrackMeasure}. */
    String sql() {
        String sums = Arrays.stream(TrackMeasure.values())
                .map(measure -> "sum(" + term(measure) + ")")
                .collect(Collectors.joining(", "));
        return "WITH " + bars() + ", outcomes AS (" + outcomes() + "), said AS (" + said() + "), promoted AS ("
                + promoted() + "), judged AS (" + judged() + ") SELECT period, " + sums
                + " FROM judged GROUP BY period ORDER BY period";
    }

    /** Binds what the SQL leaves open, in its order: names are never part of it. */
    void bind(PreparedStatement statement) throws SQLException {
        int next = 1;
        for (int i = 0; i < QUESTIONS; i++) {
            if (i < QUESTIONS_OF_BARS) {
                statement.setString(next++, Timeframes.text(span.timeframe()));
            }
            if (!span.symbol().isEmpty()) {
                statement.setString(next++, span.symbol());
                statement.setString(next++, span.exchange());
            }
        }
    }

    /** Returns the length of a period, ns; whole microseconds. */
    long periodNs() {
        long length = (span.toNs() - span.fromNs() + span.periods() - 1) / span.periods();
        return Math.max(1, (length + NS_PER_US - 1) / NS_PER_US) * NS_PER_US;
    }

    private String bars() {
        String closes = "own AS (" + bars("candles") + "), venues AS (" + bars("venue_bars")
                + "), either AS (SELECT * FROM own"
                + " UNION ALL SELECT venues.timestamp, venues.symbol, venues.exchange, venues.close FROM venues LEFT JOIN own"
                + " ON venues.timestamp = own.timestamp AND venues.symbol = own.symbol"
                + " AND venues.exchange = own.exchange WHERE own.close IS NULL), closes AS (SELECT timestamp, symbol,"
                + " exchange, close, lead(close, " + span.label().bars() + ")" + OF_EACH + ") later, lag(close, 1)"
                + OF_EACH + ") before FROM either)";
        if (span.label().volatility() == 0) {
            return closes + ", bars AS (SELECT timestamp, symbol, exchange, close, later, 0.0 deviation FROM closes)";
        }
        return closes + ", returns AS (SELECT timestamp, symbol, exchange, close, later, close / before - 1 r,"
                + " (close / before - 1) * (close / before - 1) r2 FROM closes),"
                + " windows AS (SELECT timestamp, symbol, exchange, close, later, count(r)" + OF_WINDOW + " n, avg(r)"
                + OF_WINDOW + " mean, avg(r2)" + OF_WINDOW + " squares FROM returns),"
                + " bars AS (SELECT timestamp, symbol, exchange, close, later, CASE WHEN n < " + WINDOW
                + " OR squares < mean * mean THEN 0.0 ELSE sqrt((squares - mean * mean) * " + WINDOW + " / "
                + (WINDOW - 1) + " * " + span.label().bars() + ") END deviation FROM windows)";
    }

    private String bars(String table) {
        return "SELECT timestamp, symbol, exchange, close FROM " + table + " WHERE timeframe = ?" + ofInstrument()
                + between(firstBarNs(), lastBarNs());
    }

    /** By the end of the bar, when predictions are made of it. */
    private String outcomes() {
        return "SELECT dateadd('s', " + span.timeframe() + ", timestamp) timestamp, symbol, exchange,"
                + " later / close - 1 went, CASE WHEN " + span.label().volatility() + " * deviation > "
                + span.label().cost() + " THEN " + span.label().volatility() + " * deviation ELSE "
                + span.label().cost() + " END threshold FROM bars WHERE later IS NOT NULL";
    }

    private String said() {
        return "SELECT timestamp, symbol, exchange, down, neutral, up, value, shadow, " + DIRECTION
                + " direction FROM predictions WHERE model = " + span.modelId() + " AND version = " + span.version()
                + ofInstrument() + between(span.fromNs(), span.toNs());
    }

    /** What was promoted, of the same kind. */
    private String promoted() {
        return "SELECT timestamp, symbol, exchange, value, " + DIRECTION + " direction FROM predictions WHERE model = "
                + span.modelId() + " AND shadow = false AND value IS "
                + (span.label().isDirection() ? "" : "NOT ")
                + "NULL" + ofInstrument() + between(span.fromNs(), span.toNs());
    }

    private String judged() {
        return "SELECT (cast(said.timestamp AS long) - " + span.fromNs() / NS_PER_US + ") / " + periodNs() / NS_PER_US
                + " period, said.down down, said.neutral neutral, said.up up, said.value value, said.shadow shadow,"
                + " said.direction direction, outcomes.went went, CASE WHEN outcomes.went IS NULL THEN -1"
                + " WHEN outcomes.went > outcomes.threshold THEN 2 WHEN outcomes.went < -outcomes.threshold THEN 0"
                + " ELSE 1 END came, CASE WHEN said.shadow AND promoted.direction IS NOT NULL THEN promoted.direction"
                + " ELSE -1 END rival, promoted.value rival_value FROM said LEFT JOIN outcomes"
                + TOGETHER.formatted("outcomes") + " LEFT JOIN promoted" + TOGETHER.formatted("promoted");
    }

    private static String term(TrackMeasure measure) {
        return switch (measure) {
            case PREDICTIONS -> "1";
            case SHADOWS -> one("shadow");
            case DOWN -> "down";
            case NEUTRAL -> "neutral";
            case UP -> "up";
            case VALUE -> "value";
            case JUDGED -> one("came >= 0");
            case WENT_DOWN -> one("came = 0");
            case WENT_NEUTRAL -> one("came = 1");
            case WENT_UP -> one("came = 2");
            case HITS -> one("came = direction");
            case ERROR -> "abs(value - went)";
            case MOVE -> "abs(went)";
            case COMPARED -> one("rival >= 0");
            case AGREED -> one("rival = direction");
            case COMMON -> one("rival >= 0 AND came >= 0");
            case COMMON_HITS -> one("rival >= 0 AND came = direction");
            case PROMOTED_HITS -> one("rival >= 0 AND came = rival");
            case COMMON_ERROR -> "CASE WHEN rival >= 0 THEN abs(value - went) ELSE NULL END";
            case PROMOTED_ERROR -> "CASE WHEN rival >= 0 THEN abs(rival_value - went) ELSE NULL END";
        };
    }

    private static String one(String condition) {
        return "CASE WHEN " + condition + " THEN 1 ELSE 0 END";
    }

    private String ofInstrument() {
        return span.symbol().isEmpty() ? "" : " AND symbol = ? AND exchange = ?";
    }

    private static String between(long fromNs, long toNs) {
        return " AND timestamp >= cast(" + fromNs / NS_PER_US + " AS timestamp) AND timestamp < cast("
                + toNs / NS_PER_US + " AS timestamp)";
    }

    private long firstBarNs() {
        return span.fromNs() - (span.label().volatility() == 0 ? 1 : WINDOW + 1) * span.timeframe() * NS_PER_SECOND;
    }

    private long lastBarNs() {
        return span.toNs() + span.label().bars() * span.timeframe() * NS_PER_SECOND + SLACK_NS;
    }
}
