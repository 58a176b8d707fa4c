package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.support.SessionBuilder;
import org.millrace.feeds.support.TestClock;

/** How a host is found: never on the feed's event loop. */
@Timeout(300)
class EndpointTest {
    private static final Duration BRIEF = Duration.ofMillis(200); // no look-up comes to an end by itself
    private static final Duration LONG = Duration.ofMinutes(2);

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final CountDownLatch hanging = new CountDownLatch(1);

    @AfterEach
    void close() {
        hanging.countDown();
        group.shutdownGracefully(0, 2, SECONDS).syncUninterruptibly();
    }

    @Test
    void shouldLetOthersConnectWhileALookUpHangs() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var stuck = endpoint("ws://venue.example", LONG, this::hang).connect(new ChannelInboundHandlerAdapter());
            var other = endpoint("ws://127.0.0.1:" + server.getLocalPort(), LONG, InetAddress::getAllByName)
                    .connect(new ChannelInboundHandlerAdapter());

            assertThat(other.await(90, SECONDS)).isTrue();
            assertThat(List.of(other.isSuccess(), stuck.isSuccess())).containsExactly(true, false);
        }
    }

    @Test
    void shouldGiveUpALookUpThatTakesLongerThanConnectingMay() {
        assertThat(endOfConnection(BRIEF, this::hang))
                .containsExactly("TIMEOUT look-up of venue.example takes too long");
    }

    @Test
    void shouldTellOfAHostThatIsNotKnownAsAFailureToConnect() {
        assertThat(endOfConnection(LONG, host -> {
                    throw new UnknownHostException(host);
                }))
                .containsExactly("CONNECT_FAILED venue.example");
    }

    private List<String> endOfConnection(Duration patience, HostNames.LookUp lookUp) {
        Ends ends = new Ends();
        Connection connection = new Connection(1, ends, new Silent(), new TestClock(), 65_536);
        loop.execute(() -> connection.open(endpoint("ws://venue.example", patience, lookUp), "/"));
        await().until(() -> !ends.texts.isEmpty());
        return ends.texts;
    }

    private Endpoint endpoint(String url, Duration patience, HostNames.LookUp lookUp) {
        return new Endpoint(
                loop, url, new SessionBuilder().connectTimeout(patience).build(), lookUp);
    }

    private InetAddress[] hang(String host) throws UnknownHostException {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UnknownHostException(host);
    }

    /** Says nothing. */
    private static final class Silent implements VenueProtocol {
        private final Requests requests =
                new Requests(Requests.perSecond(1), new SessionCounters(), Duration.ofSeconds(20));

        @Override
        public void onBeat(Connection connection, long nowNs) {}

        @Override
        public boolean onFrame(DirectBuffer buffer, int offset, int length, long nowNs) {
            return false;
        }

        @Override
        public void subscribe(List<String> symbols) {}

        @Override
        public void unsubscribe(List<String> symbols) {}

        @Override
        public Requests requests() {
            return requests;
        }

        @Override
        public boolean isSubscribed() {
            return true;
        }

        @Override
        public boolean endsSoon() {
            return false;
        }

        @Override
        public FeedReason failure() {
            return FeedReason.NONE;
        }
    }

    /** Remembers how connections ended. */
    private static final class Ends implements ConnectionListener {
        final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void onOpen(Connection connection) {
            texts.add("OPEN");
        }

        @Override
        public boolean onMessage(Connection connection, DirectBuffer buffer, int offset, int length, long timeNs) {
            return true;
        }

        @Override
        public void onRefused(Connection connection) {
            texts.add("REFUSED");
        }

        @Override
        public void onClosed(Connection connection, FeedReason reason, String detail) {
            texts.add(reason + " " + detail);
        }
    }
}
