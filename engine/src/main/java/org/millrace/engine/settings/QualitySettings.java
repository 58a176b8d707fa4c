package org.millrace.engine.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.settings.Settings;

/**
 * When an event is refused, and when a trade is suspect.
 *
 * @param window        trades over which mean and deviation of the price are taken
 * @param zScore        deviations from the mean beyond which a price is suspect, if it also moved by {@code move}
 * @param move          relative distance from the mean, 0.1 = 10 %
 * @param maxAge        age by the venue's clock beyond which an event is refused
 * @param volumeRatio   times the average quantity beyond which a trade is suspect
 * @param verdictTrades trades after which a verdict on a suspect trade falls
 * @param verdictTime   time after which it falls
 * @param scoreInterval time between two scores of an instrument
 */
public record QualitySettings(
        int window,
        BigDecimal zScore,
        BigDecimal move,
        Duration maxAge,
        BigDecimal volumeRatio,
        int verdictTrades,
        Duration verdictTime,
        Duration scoreInterval) {
    public static final QualitySettings DEFAULTS = new QualitySettings(
            100,
            new BigDecimal("3"),
            new BigDecimal("0.1"),
            Duration.ofSeconds(60),
            new BigDecimal("100"),
            20,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1));

    public QualitySettings {
        Settings.require(window >= 2 && window <= 1_000, "quality.window", window, "2 to 1000");
        Settings.require(zScore.signum() > 0, "quality.z-score", zScore, "more than 0");
        Settings.require(move.signum() > 0, "quality.move", move, "more than 0");
        Settings.require(maxAge.toNanos() > 0, "quality.max-age", maxAge, "more than 0");
        Settings.require(volumeRatio.signum() > 0, "quality.volume-ratio", volumeRatio, "more than 0");
        Settings.require(verdictTrades >= 1, "quality.verdict-trades", verdictTrades, "1 or more");
        Settings.require(verdictTime.toNanos() > 0, "quality.verdict-time", verdictTime, "more than 0");
        Settings.require(scoreInterval.toNanos() > 0, "quality.score-interval", scoreInterval, "more than 0");
    }

    List<SettingValue> values() {
        return List.of(
                SettingValue.of(Setting.QUALITY_WINDOW, window),
                SettingValue.of(Setting.QUALITY_Z_SCORE, zScore),
                SettingValue.of(Setting.QUALITY_MOVE, move),
                SettingValue.of(Setting.QUALITY_AGE, maxAge),
                SettingValue.of(Setting.QUALITY_VOLUME_RATIO, volumeRatio),
                SettingValue.of(Setting.QUALITY_VERDICT_TRADES, verdictTrades),
                SettingValue.of(Setting.QUALITY_VERDICT_TIME, verdictTime),
                SettingValue.of(Setting.QUALITY_SCORE_INTERVAL, scoreInterval));
    }
}
