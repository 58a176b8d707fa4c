package org.millrace.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.session.SessionCounter;

/** Holds the table of doc/sessions.md of what happens, and where it is seen, to the code. */
class SessionsPageTest {
    private static final Path PAGE = Path.of("doc", "sessions.md");
    private static final Pattern COUNT = Pattern.compile("`feed_(session|decoder)_([a-z_]+)_total`");

    /** Told by the venue of its own market, or never published. */
    private static final Set<FeedReason> ELSEWHERE = EnumSet.of(
            FeedReason.NONE,
            FeedReason.HALTED,
            FeedReason.SNAPSHOT_TOO_OLD,
            FeedReason.BUFFER_FULL,
            FeedReason.SBE_UNKNOWN,
            FeedReason.NULL_VAL);

    @Test
    void shouldNameEveryReasonInTheTable() throws IOException {
        String table = table();

        List<String> missing = Arrays.stream(FeedReason.values())
                .filter(reason -> !ELSEWHERE.contains(reason))
                .map(FeedReason::name)
                .filter(name -> !table.contains(name))
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void shouldNameCountersThatThereAre() throws IOException {
        Set<String> session = names(SessionCounter.values());
        Set<String> decoder = names(FeedCounter.values());

        List<MatchResult> named = COUNT.matcher(table()).results().toList();

        assertThat(named).hasSizeGreaterThan(15);
        assertThat(named)
                .allMatch(match -> (match.group(1).equals("session") ? session : decoder).contains(match.group(2)));
    }

    private static Set<String> names(Enum<?>... counters) {
        return Arrays.stream(counters)
                .map(counter -> counter.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static String table() throws IOException {
        String text = Files.readString(PAGE);
        int start = text.indexOf("| what happens | FeedStatus | metric |");
        return text.substring(start, text.indexOf("\n\n", start));
    }
}
