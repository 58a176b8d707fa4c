package org.millrace.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.gateway.latest.InstrumentNames;

/**
 * How the feeds of a file differ from those that run.
 *
 * @param feeds   those that run, with their new symbols
 * @param symbols what each gains and loses, as text
 * @param pending keys of what takes effect at the next start
 */
record FeedChanges(List<FeedSettings> feeds, List<String> symbols, List<String> pending) {

    /** Compares; a feed is known again by its settings but for the symbols, else by its venue and protocol. */
    static FeedChanges between(List<FeedSettings> running, List<FeedSettings> read) {
        List<FeedSettings> rest = new ArrayList<>(read);
        List<FeedSettings> matches = new ArrayList<>();
        for (FeedSettings feed : running) {
            matches.add(take(
                    rest, feed, (one, other) -> one.trading(other.symbols()).equals(other)));
        }
        for (int i = 0; i < matches.size(); i++) {
            if (matches.get(i) == null) {
                matches.set(i, take(rest, running.get(i), FeedChanges::isOfOneProtocol));
            }
        }
        FeedChanges changes = new FeedChanges(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < matches.size(); i++) {
            changes.add(running.get(i), matches.get(i), "feeds[" + i + "]");
        }
        rest.forEach(feed -> changes.pending.add("feeds: " + name(feed) + " is new"));
        return changes;
    }

    private void add(FeedSettings running, FeedSettings read, String key) {
        if (read == null) {
            pending.add(key + ": " + name(running) + " is gone");
            feeds.add(running);
            return;
        }
        feeds.add(running.trading(read.symbols()));
        SettingsDifference.keys(key, running, read.trading(running.symbols()), pending);
        StringBuilder text = new StringBuilder(name(running));
        read.symbols().stream()
                .filter(symbol -> !running.symbols().contains(symbol))
                .forEach(symbol -> text.append(" +").append(symbol));
        running.symbols().stream()
                .filter(symbol -> !read.symbols().contains(symbol))
                .forEach(symbol -> text.append(" -").append(symbol));
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

    private static boolean isOfOneProtocol(FeedSettings one, FeedSettings other) {
        return one.venue() == other.venue() && one.protocol().equals(other.protocol());
    }

    private static String name(FeedSettings feed) {
        return InstrumentNames.venueName(feed.venue());
    }
}
