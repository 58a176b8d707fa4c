package org.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.gateway.settings.LimitSettings;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.support.RawClient;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;

/** Opens connections and says nothing: ten thousand, or as many as this machine lets one program have. */
@Timeout(300)
class IdleConnectionsTest {
    private static final int WANTED = 10_000;
    private static final int OTHER_FILES = 500;
    private static final Duration QUICK = Duration.ofSeconds(15); // half of what silence is given

    private final List<SocketChannel> connections = new ArrayList<>();
    private RunningGateway gateway;

    @AfterEach
    void stop() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
        gateway.close();
    }

    @Test
    void shouldHoldThemAndAnswerOthers() throws IOException {
        int count = Math.min(WANTED, (files() - OTHER_FILES) / 2); // both ends are in this program
        run(count + 100, count + 100, Duration.ofSeconds(30));
        open(count);

        Awaitility.await().until(() -> gateway.metric("http_connections") >= count);
        assertAnswersQuickly("127.0.0.1");
    }

    @Test
    void shouldDropThemInTime() throws IOException {
        run(2_000, 2_000, Duration.ofMillis(500));
        open(300);

        Awaitility.await().until(() -> gateway.metric("http_connections") < 10);
    }

    @Test
    void shouldTakeNoMoreThanSoManyOfAnAddress() throws IOException {
        run(2_000, 100, Duration.ofSeconds(30));
        open(200);

        try (RawClient same = new RawClient("127.0.0.1", gateway.port())) {
            assertThat(same.status()).isEqualTo(503);
        }
        assertAnswersQuickly("127.0.0.2");
    }

    @Test
    void shouldTakeNoMoreThanSoManyInAll() throws IOException {
        run(50, 100, Duration.ofSeconds(30));
        open(50);

        try (RawClient other = new RawClient("127.0.0.2", gateway.port())) {
            assertThat(other.status()).isEqualTo(503);
        }
    }

    private void run(int all, int ofAddress, Duration headTimeout) {
        LimitSettings limits =
                new LimitSettings(all, ofAddress, 5, 2, 200, 1_000_000, 1_000_000, headTimeout, Duration.ofSeconds(30));
        gateway = new RunningGateway(
                RunningGateway.settings()
                        .edit()
                        .limits(limits)
                        .subscribers(SubscriberSettings.DEFAULTS)
                        .build(),
                History.NONE,
                new SystemEpochNanoClock());
    }

    private void open(int count) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port());
        for (int i = 0; i < count; i++) {
            connections.add(SocketChannel.open(address));
        }
    }

    private void assertAnswersQuickly(String from) {
        long startNs = System.nanoTime();
        try (RawClient client = new RawClient(from, gateway.port())) {
            client.send("GET /api/health HTTP/1.1~Host: localhost~~");

            assertThat(client.status()).isEqualTo(200);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(QUICK);
    }

    private static int files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(
                        Integer.MAX_VALUE, unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount())
                : 2_000;
    }
}
