package org.millrace.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.gateway.latest.InstrumentNames;

/**
 * How the feeds of a file differ from those that run.
 *
 * @param feeds   those that run, with their new symbols, without those that are gone, and those that are new
 * @param symbols what each gains and loses, as text; of one that is new or gone all
 * @param pending keys of what takes effect at the next start
 */
record FeedChanges(List<FeedSettings> feeds, List<String> symbols, List<String> pending) {

    /** Compares; a feed is known again by its settings, else by those but for the symbols, else by venue and protocol. */
    static FeedChanges between(List<FeedSettings> running, List<FeedSettings> read) {
        List<FeedSettings> rest = new ArrayList<>(read);
        FeedSettings[] matches = new FeedSettings[running.size()];
        List<BiPredicate<FeedSettings, FeedSettings>> tests =
                List.of(FeedSettings::equals, FeedChanges::isOfTheSame, FeedChanges::isOfOneProtocol);
        for (BiPredicate<FeedSettings, FeedSettings> test : tests) {
            for (int i = 0; i < matches.length; i++) {
                if (matches[i] == null) {
                    matches[i] = take(rest, running.get(i), test);
                }
            }
        }
        FeedChanges changes = new FeedChanges(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < matches.length; i++) {
            changes.add(running.get(i), matches[i], "feeds[" + i + "]");
        }
        for (FeedSettings feed : rest) {
            changes.feeds.add(feed);
            changes.tell(feed, List.of(), feed.symbols());
        }
        return changes;
    }

    private void add(FeedSettings running, FeedSettings read, String key) {
        if (read == null) {
            tell(running, running.symbols(), List.of());
            return;
        }
        feeds.add(running.trading(read.symbols()));
        SettingsDifference.keys(key, running, read.trading(running.symbols()), pending);
        tell(running, running.symbols(), read.symbols());
    }

    private void tell(FeedSettings feed, List<String> before, List<String> after) {
        StringBuilder text = new StringBuilder(InstrumentNames.venueName(feed.venue()));
        after.stream().filter(symbol -> !before.contains(symbol)).forEach(symbol -> text.append(" +")
                .append(symbol));
        before.stream().filter(symbol -> !after.contains(symbol)).forEach(symbol -> text.append(" -")
                .append(symbol));
        if (text.indexOf(" ") >= 0) {
            symbols.add(text.toString());
        }
    }

    private static FeedSettings take(
            List<FeedSettings> from, FeedSettings like, BiPredicate<FeedSettings, FeedSettings> test) {
        for (FeedSettings each : from) {
            if (test.test(each, like)) {
                from.remove(each);
                return each;
            }
        }
        return null;
    }

    private static boolean isOfTheSame(FeedSettings one, FeedSettings other) {
        return one.trading(other.symbols()).equals(other);
    }

    private static boolean isOfOneProtocol(FeedSettings one, FeedSettings other) {
        return one.venue() == other.venue() && one.protocol().equals(other.protocol());
    }
}
