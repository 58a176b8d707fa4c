package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final Connection NO_CONNECTION = null; // the sender below needs none

    private final List<String> sent = new ArrayList<>();
    private final Requests requests = new Requests(nowNs -> true, new SessionCounters(), Duration.ofSeconds(60));

    @BeforeEach
    void ask() {
        requests.subscribe(List.of("A"), symbol -> symbol, (connection, symbols, nowNs) -> send(symbols, nowNs));
        requests.subscribe(List.of("B", "C"), symbol -> symbol, (connection, symbols, nowNs) -> send(symbols, nowNs));
    }

    @Test
    void shouldAskAgainForWhatIsNotAnsweredInAQuarterOfTheTimeout() {
        pass(0, 10);
        requests.confirm("A");
        requests.confirm("C");
        pass(11, 35);

        assertThat(sent).containsExactly("0 [A]", "0 [B, C]", "15 [B]", "30 [B]");
    }

    @Test
    void shouldGiveUpWhatIsNeverAnsweredWhileOtherThingsAre() {
        pass(0, 1);
        requests.confirm("A");
        pass(2, 44);
        boolean wasConfirmed = requests.isConfirmed();
        pass(45, 45);

        assertThat(wasConfirmed).isFalse();
        assertThat(requests.isConfirmed()).isTrue();
        assertThat(requests.takeRefused()).containsExactly("B", "C");
    }

    /** Whole books may lie before an answer, and a slow line between. */
    @Test
    void shouldTakeAnAnswerThatComesLate() {
        pass(0, 1);
        requests.confirm("A");
        pass(2, 44);
        requests.confirm("B");
        requests.confirm("C");
        pass(45, 60);

        assertThat(requests.isConfirmed()).isTrue();
        assertThat(requests.takeRefused()).isEmpty();
    }

    /** Then the connection is at fault, which is given up as a whole. */
    @Test
    void shouldRefuseNothingWhileNothingIsAnswered() {
        pass(0, 100);

        assertThat(requests.isConfirmed()).isFalse();
        assertThat(requests.takeRefused()).isEmpty();
    }

    private void pass(int fromSecond, int toSecond) {
        for (int second = fromSecond; second <= toSecond; second++) {
            requests.onBeat(NO_CONNECTION, SECONDS.toNanos(second));
        }
    }

    private void send(List<String> symbols, long nowNs) {
        sent.add(nowNs / SECONDS.toNanos(1) + " " + symbols);
    }
}
