package org.millrace.feeds.venues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.feeds.support.FrameFuzz;

/**
 * What all venues are held to alike: whatever comes, nothing is thrown, no memory taken without bound, every frame is
 * counted, and no event shows a value that was not in its frame.
 */
class DamagedFramesTest {
    private static final long SEED = 20261121;

    @ParameterizedTest
    @EnumSource
    void shouldRefuseEveryPrefix(FuzzedProtocol protocol) {
        FrameFuzz.refuseEveryPrefix(protocol.prefixed(), protocol.subject());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellNothingThatIsNotInTheFrame(FuzzedProtocol protocol) {
        Map<String, Integer> kinds = new FrameFuzz(SEED).hold(protocol::subject, protocol.frames());

        assertEquals(new TreeSet<>(Set.of(protocol.kinds())), kinds.keySet(), kinds::toString);
        kinds.forEach((kind, count) -> assertTrue(count > FrameFuzz.ROUNDS / 1_000, () -> kind + " " + count));
    }
}
