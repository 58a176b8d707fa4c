package org.millrace.gateway.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.support.Events;
import org.millrace.gateway.Gateway;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.fanout.StreamNumbers;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.settings.GatewaySettings;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.journal.history.History;

/** A gateway on free ports, and the pen that writes its events. */
public final class RunningGateway implements AutoCloseable {
    private static final SubscriberSettings PATIENT = new SubscriberSettings(
            64,
            4_096,
            20,
            40,
            64 * 1024,
            64 * 1024 * 1024,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ZERO,
            false);

    private final FanOutBuffer buffer;
    private final StreamNumbers numbers = new StreamNumbers();
    private final MemoryJournal journal = new MemoryJournal();
    private final Events events = new Events((event, offset, length) -> append(event, offset, length));
    private long cause;
    private final Metrics metrics = new Metrics();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Gateway gateway;

    /** Runs one that waits for clients however slow the machine is. */
    public RunningGateway() {
        this(settings(), History.NONE);
    }

    /** Runs one with so many event loops. */
    public RunningGateway(int eventLoops) {
        this(settings(eventLoops, PATIENT), History.NONE);
    }

    /** Returns the default settings on free ports, but for what subscribers may do. */
    public static GatewaySettings settings(SubscriberSettings subscribers) {
        return settings(1, subscribers);
    }

    private static GatewaySettings settings(int eventLoops, SubscriberSettings subscribers) {
        GatewaySettings free = GatewaySettings.DEFAULTS.onFreePorts();
        return new GatewaySettings(
                free.listen(),
                free.metrics(),
                eventLoops,
                free.fanOutCapacity(),
                free.allowedHosts(),
                free.allowedOrigins(),
                free.limits(),
                subscribers);
    }

    public RunningGateway(GatewaySettings settings, History history) {
        this(settings, history, new SystemEpochNanoClock());
    }

    public RunningGateway(GatewaySettings settings, History history, EpochNanoClock clock) {
        buffer = new FanOutBuffer(settings.fanOutCapacity());
        gateway = new Gateway(settings, new Gateway.Sources(buffer, () -> CatchUp.NONE, history, metrics, clock));
    }

    private RunningGateway(GatewaySettings settings, EpochNanoClock clock) {
        buffer = new FanOutBuffer(settings.fanOutCapacity());
        gateway = new Gateway(settings, new Gateway.Sources(buffer, journal, History.NONE, metrics, clock));
    }

    /** Runs one that can read in a journal what its ring, the smallest, has lost. */
    public static RunningGateway withJournal(GatewaySettings settings, EpochNanoClock clock) {
        GatewaySettings small = new GatewaySettings(
                settings.listen(),
                settings.metrics(),
                settings.eventLoops(),
                FanOutBuffer.MIN_CAPACITY,
                settings.allowedHosts(),
                settings.allowedOrigins(),
                settings.limits(),
                settings.subscribers());
        return new RunningGateway(small, clock);
    }

    /** Returns the default settings on free ports, for clients that may be slow. */
    public static GatewaySettings settings() {
        return settings(PATIENT);
    }

    /** Returns what writes events; they go out with {@link #publish}. */
    public Events events() {
        return events;
    }

    /** Returns the journal that the gateway reads if it is one {@link #withJournal}. */
    public MemoryJournal journal() {
        return journal;
    }

    /** Says what causes the events from now on; 0: each itself. */
    public void cause(long sequence) {
        cause = sequence;
    }

    /** Writes a message of one's own making. */
    public void write(DirectBuffer message, int length) {
        append(message, 0, length);
    }

    private void append(DirectBuffer event, int offset, int length) {
        UnsafeBuffer output = new UnsafeBuffer(new byte[length]);
        output.putBytes(0, event, offset, length);
        EventPrefix.cause(output, 0, cause == 0 ? EventPrefix.sequence(output, 0) : cause);
        journal.append(output, 0, length);
        buffer.write(numbers, output, 0, length);
    }

    public void publish() {
        buffer.publish();
    }

    /** Publishes, and waits until the event loop has read it: until a request of the same loop is answered. */
    public void publishAndWait() {
        publish();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofMinutes(1))
                .until(() -> metric("fan_out_lag_bytes") == 0);
    }

    public int port() {
        return gateway.port();
    }

    public int metricsPort() {
        return gateway.metricsPort();
    }

    /** Returns the value of a metric, over all its labels. */
    public double metric(String name) {
        return get(metricsPort(), "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + ' ') || line.startsWith(name + '{'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    public TestClient connect() {
        return TestClient.connect(port(), "millrace.sbe.v1");
    }

    public HttpResponse<String> get(String path) {
        return get(port(), path);
    }

    public HttpResponse<String> get(int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
