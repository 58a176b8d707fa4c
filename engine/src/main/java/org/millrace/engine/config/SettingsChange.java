package org.millrace.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.millrace.engine.instruments.InstrumentSettings.Listed;
import org.millrace.engine.settings.ModelsSettings;
import org.millrace.engine.settings.SettingValue;
import org.millrace.engine.settings.StageSettings;
import org.millrace.engine.settings.StrategiesSettings.Run;
import org.millrace.feeds.session.FeedSettings;

/**
 * How a settings file that was written anew differs from the settings that run. Feeds, their symbols, listed instruments,
 * strategies and models come and go while the engine runs, and what holds for trading and risk changes; anything else is
 * named, and takes effect at the next start.
 *
 * @param settings what runs once the change has been made
 * @param defined  instruments that are listed and were not
 * @param symbols  what feeds gain and lose, as {@code binance +DOGEUSDT -ADAUSDT}
 * @param strategies that begin, end or run otherwise, as {@code +3 Rsi} or {@code -3}
 * @param models   that begin or end, as {@code +direction-1m:3 promoted} or {@code -direction-1m:3 shadow}; 0: the newest
 * @param desk     keys of trading, risk and models that differ
 * @param values   what of these reaches the stages
 * @param pending  keys of what takes effect at the next start
 */
public record SettingsChange(
        MillraceSettings settings,
        List<Listed> defined,
        List<String> symbols,
        List<String> strategies,
        List<String> models,
        List<String> desk,
        List<SettingValue> values,
        List<String> pending) {

    /** Compares what runs with what a file says now. */
    public static SettingsChange between(MillraceSettings running, MillraceSettings read) {
        List<String> pending = new ArrayList<>();
        List<Listed> defined =
                defined(running.instruments().list(), read.instruments().list(), pending);
        List<Listed> listed = Stream.concat(running.instruments().list().stream(), defined.stream())
                .toList();
        FeedChanges feeds = FeedChanges.between(running.feeds(), read.feeds());
        pending.addAll(feeds.pending());
        List<FeedSettings> sameFeeds = running.feeds();
        SettingsDifference.keys(
                "",
                running,
                read.with(
                        read.instruments().listing(running.instruments().list()),
                        sameFeeds,
                        running.overrides(),
                        running.desk()),
                pending);
        if (!read.overrides().equals(running.overrides())) {
            pending.add("overrides");
        }
        MillraceSettings settings =
                running.with(running.instruments().listing(listed), feeds.feeds(), running.overrides(), read.desk());
        return new SettingsChange(
                settings,
                defined,
                feeds.symbols(),
                strategies(running, read),
                models(running.models().run(), read.models().run()),
                desk(running, read),
                values(running, read),
                List.copyOf(pending));
    }

    /** Answers whether anything changes now. */
    public boolean isMade() {
        return Stream.of(defined, symbols, strategies, models, desk).anyMatch(part -> !part.isEmpty());
    }

    /** Says it in one line. */
    public String text() {
        List<String> parts = new ArrayList<>(symbols);
        if (!defined.isEmpty()) {
            parts.add("instruments "
                    + defined.stream()
                            .map(listed -> "+" + listed.qualifiedName())
                            .collect(Collectors.joining(" ")));
        }
        if (!strategies.isEmpty()) {
            parts.add("strategies " + String.join(" ", strategies));
        }
        if (!models.isEmpty()) {
            parts.add("models " + String.join(" ", models));
        }
        parts.addAll(desk);
        String made = parts.isEmpty() ? "nothing changes now" : String.join(", ", parts);
        return pending.isEmpty() ? made : made + "; at the next start: " + String.join(", ", pending);
    }

    private static List<String> strategies(MillraceSettings running, MillraceSettings read) {
        List<String> strategies = new ArrayList<>();
        for (Run each : read.strategies().run()) {
            if (!running.strategies().run().contains(each)) {
                strategies.add("+" + each.id() + " " + each.name());
            }
        }
        for (Run each : running.strategies().run()) {
            if (read.strategies().run().stream().noneMatch(other -> other.id() == each.id())) {
                strategies.add("-" + each.id());
            }
        }
        return strategies;
    }

    private static List<String> models(List<ModelsSettings.Run> running, List<ModelsSettings.Run> read) {
        return Stream.concat(
                        read.stream().filter(each -> !running.contains(each)).map(each -> "+" + text(each)),
                        running.stream().filter(each -> !read.contains(each)).map(each -> "-" + text(each)))
                .toList();
    }

    private static String text(ModelsSettings.Run run) {
        return run.name() + ":" + run.version() + " " + run.role().name().toLowerCase(Locale.ROOT);
    }

    private static List<String> desk(MillraceSettings running, MillraceSettings read) {
        List<String> keys = new ArrayList<>();
        SettingsDifference.keys("trading", running.trading(), read.trading(), keys);
        SettingsDifference.keys("risk", running.risk(), read.risk(), keys);
        if (running.models().driftWindow() != read.models().driftWindow()) {
            keys.add("models.drift-window");
        }
        return keys;
    }

    private static List<SettingValue> values(MillraceSettings running, MillraceSettings read) {
        List<SettingValue> values = values(read);
        values.removeAll(values(running));
        return values;
    }

    private static List<SettingValue> values(MillraceSettings settings) {
        List<SettingValue> values = StageSettings.ofDesk(settings.trading(), settings.risk());
        values.addAll(settings.models().values());
        return values;
    }

    private static List<Listed> defined(List<Listed> running, List<Listed> read, List<String> pending) {
        List<Listed> defined = new ArrayList<>();
        for (Listed listed : read) {
            if (running.stream().noneMatch(known -> isSame(known, listed))) {
                defined.add(listed);
            } else if (!running.contains(listed)) {
                pending.add("instruments.list " + listed.qualifiedName()
                        + " (only in a new data directory: the journal knows it as it was)");
            }
        }
        for (Listed listed : running) {
            if (read.stream().noneMatch(known -> isSame(known, listed))) {
                pending.add("instruments.list " + listed.qualifiedName() + " (stays defined)");
            }
        }
        return defined;
    }

    private static boolean isSame(Listed one, Listed other) {
        return one.venue() == other.venue() && one.symbol().equals(other.symbol());
    }
}
