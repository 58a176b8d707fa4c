package org.millrace.gateway.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.CompositeAgent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.support.Events;
import org.millrace.gateway.Gateway;
import org.millrace.gateway.Guards;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.command.NoEngine;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.fanout.StreamNumbers;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.operations.Health;
import org.millrace.gateway.operations.Operations;
import org.millrace.gateway.settings.GatewaySettings;
import org.millrace.gateway.settings.LimitSettings;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.trace.Tracer;
import org.millrace.journal.history.History;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway on free ports, and the pen that writes its events. */
public final class RunningGateway implements AutoCloseable {
    /** From an hour's end until its liquidations are out; not as it is shipped. */
    public static final Duration PUBLISH_DELAY = Duration.ofMinutes(7);

    private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);
    private static final int UPKEEP_MS = 20;
    private static final LimitSettings LIMITS = new LimitSettings(
            2_000, 100, 5, 2, 200, 1_000_000, 1_000_000, Duration.ofSeconds(10), Duration.ofSeconds(30));
    /** Waits for clients however slow the machine is. */
    public static final SubscriberSettings PATIENT = SubscriberSettings.DEFAULTS
            .edit()
            .queueBytes(64 * 1024 * 1024)
            .lag(Duration.ofMinutes(1))
            .heartbeat(Duration.ofMinutes(1))
            .socketBytes(0)
            .build();

    /** Why anything came about that has a number of one digit. */
    private static final String WHY =
            "{\"what\":{},\"verdict\":\"\",\"quality\":[],\"chain\":[],\"seen\":[],\"life\":[],\"placing\":null}";

    private final FanOutBuffer buffer;
    private final StreamNumbers numbers = new StreamNumbers();
    private final MemoryJournal journal;
    private final Events events = new Events((event, offset, length) -> append(event, offset, length));
    private long cause;
    private long written;
    private final Metrics metrics = new Metrics();
    private final MemoryNotices notices = new MemoryNotices();
    private final MemoryBacktests backtests = new MemoryBacktests();
    private final MemoryLogLevels logLevels = new MemoryLogLevels();
    private final Operations operations = new Operations(new Health(metrics), logLevels);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Gateway gateway;
    private final AgentRunner upkeep;

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
        return GatewaySettings.DEFAULTS
                .onFreePorts()
                .edit()
                .eventLoops(eventLoops)
                .limits(LIMITS)
                .subscribers(subscribers)
                .build();
    }

    public RunningGateway(GatewaySettings settings, History history) {
        this(settings, history, new OffsetEpochNanoClock());
    }

    public RunningGateway(GatewaySettings settings, History history, EpochNanoClock clock) {
        this(settings, history, clock, Audit.NONE);
    }

    public RunningGateway(GatewaySettings settings, History history, EpochNanoClock clock, Audit audit) {
        this(settings, Guards.of(settings, audit, clock), history, clock, null, Tracer.NONE);
    }

    /** Runs one whose requests are followed. */
    public static RunningGateway traced(Tracer tracer) {
        EpochNanoClock clock = new OffsetEpochNanoClock();
        GatewaySettings settings = settings();
        return new RunningGateway(settings, Guards.of(settings, Audit.NONE, clock), History.NONE, clock, null, tracer);
    }

    private RunningGateway(
            GatewaySettings settings,
            Guards guards,
            History history,
            EpochNanoClock clock,
            MemoryJournal journal,
            Tracer tracer) {
        this.journal = journal == null ? new MemoryJournal() : journal;
        buffer = new FanOutBuffer(settings.fanOutCapacity());
        Supplier<CatchUp> catchUps = journal == null ? () -> CatchUp.NONE : journal;
        gateway = new Gateway(
                settings,
                new Gateway.Sources(
                        buffer,
                        catchUps,
                        history,
                        metrics,
                        clock,
                        operations,
                        NoEngine::new,
                        notices,
                        tracer,
                        new MemoryKinds(),
                        (what, number) -> Optional.ofNullable(number > 9 ? null : WHY),
                        backtests,
                        new MemoryModels(),
                        PUBLISH_DELAY),
                guards);
        upkeep = new AgentRunner(
                new SleepingMillisIdleStrategy(UPKEEP_MS),
                error -> LOG.error("{}", error.getMessage(), error),
                null,
                new CompositeAgent(guards.agents()));
        AgentRunner.startOnThread(upkeep);
    }

    /** Runs one that can read in a journal what its ring, the smallest, has lost. */
    public static RunningGateway withJournal(GatewaySettings settings, EpochNanoClock clock) {
        return withJournal(settings, clock, Audit.NONE);
    }

    /** Runs a like one that takes notes. */
    public static RunningGateway withJournal(GatewaySettings settings, EpochNanoClock clock, Audit audit) {
        return run(settings.edit().fanOutCapacity(FanOutBuffer.MIN_CAPACITY).build(), clock, audit);
    }

    /** Runs a like one with a ring of so many bytes. */
    public static RunningGateway withJournal(int fanOutCapacity) {
        return run(settings().edit().fanOutCapacity(fanOutCapacity).build(), new SystemEpochNanoClock(), Audit.NONE);
    }

    private static RunningGateway run(GatewaySettings settings, EpochNanoClock clock, Audit audit) {
        return new RunningGateway(
                settings, Guards.of(settings, audit, clock), History.NONE, clock, new MemoryJournal(), Tracer.NONE);
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

    /** Returns what could not be told of alerts. */
    public MemoryNotices notices() {
        return notices;
    }

    /** Returns the backtests that there are. */
    public MemoryBacktests backtests() {
        return backtests;
    }

    /** Says what causes the events from now on; 0: each itself. */
    public void cause(long sequence) {
        cause = sequence;
    }

    /** Returns a sequence for a message of one's own making, above those of all before. */
    public long nextSequence() {
        return events.sequence() + ++written;
    }

    /** Writes a message of one's own making. */
    public void write(DirectBuffer message, int length) {
        append(message, 0, length);
    }

    /** Writes a message for who is there now: nobody will find it in the journal. */
    public void writeOnly(DirectBuffer message, int length) {
        buffer.write(numbers, message, 0, length);
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
                .until(() -> metric("fan_out_lag_bytes") == 0);
    }

    public int port() {
        return gateway.port();
    }

    /** Returns what the engine would say of itself. */
    public Operations operations() {
        return operations;
    }

    /** Returns all that can be called. */
    public List<Router.Route> routes() {
        return gateway.routes();
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

    /** Connects as somebody who shows a key or a token at once. */
    public TestClient connect(String credential) {
        return TestClient.connect(port(), "millrace.sbe.v1", credential);
    }

    /** Returns the status of an answer to somebody who shows a key or a token; empty: nothing. */
    public int status(String path, String credential) {
        return get(path, credential).statusCode();
    }

    public HttpResponse<String> get(String path, String credential) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        if (!credential.isEmpty()) {
            request.header("Authorization", "Bearer " + credential);
        }
        return send(request.build());
    }

    public HttpResponse<String> get(String path) {
        return get(port(), path);
    }

    public HttpResponse<String> get(int port, String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build());
    }

    public HttpResponse<String> send(HttpRequest request) {
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
        upkeep.close();
    }
}
