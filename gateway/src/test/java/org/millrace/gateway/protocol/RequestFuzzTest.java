package org.millrace.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Feeds the parser of control messages what no client should send. */
class RequestFuzzTest {
    private static final List<String> MESSAGES = List.of(
            "{\"op\":\"login\",\"id\":1,\"token\":\"abc\"}",
            "{\"op\":\"subscribe\",\"id\":\"a\",\"channel\":[\"trades\",\"tops\"],\"mode\":\"replay\",\"from\":1.5e3,\"x\":{\"y\":[1,null]}}",
            "{\"op\":\"step\",\"count\":12345678901234567890,\"deep\":[[[[true]]]],\"instruments\":[\"binance:BTC-USDT\",\"*\"]}");
    private static final int ROUNDS = 200_000;
    private static final long SEED = 20_261_121;

    @Test
    void shouldTakeNoMessageThatWasCutOff() {
        for (String message : MESSAGES) {
            for (int length = 0; length < message.length(); length++) {
                String part = message.substring(0, length);
                assertThatThrownBy(() -> Request.parse(part)).as(part).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void shouldTakeOrRefuseWhateverComes() {
        Random random = new Random(SEED);
        int taken = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = MESSAGES.get(random.nextInt(MESSAGES.size())).getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String message = new String(bytes, StandardCharsets.UTF_8);
            try {
                Request.parse(message).number("count", 0);
                taken++;
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", round " + round + ": " + message, e);
            }
        }

        assertThat(taken).isPositive();
        assertThat(refused).isPositive();
    }
}
