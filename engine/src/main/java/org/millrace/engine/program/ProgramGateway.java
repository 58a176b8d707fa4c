package org.millrace.engine.program;

import java.net.URI;
import java.nio.file.Path;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.engine.Engine;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.fanout.JournalCatchUp;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.gateway.Gateway;
import org.millrace.gateway.Guards;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.audit.AuditLog;
import org.millrace.gateway.audit.Deed;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.notify.Notices;
import org.millrace.gateway.operations.Operations;
import org.millrace.gateway.trace.Tracer;
import org.millrace.journal.history.History;

/** The program's way to the outside: the gateway, who may use it, what it is asked for, and the log of who did what. */
final class ProgramGateway implements AutoCloseable {
    private final MillraceSettings settings;
    private final Path data;
    private final EpochNanoClock clock;
    private final Audit audit;
    private Guards guards;
    private JournalBacktests backtests;
    private Gateway gateway;

    /**
     * Makes one that is not open. A live one checks keys and secrets at once: they are refused before anything runs. What
     * only reads the past needs none, and keeps no log.
     */
    ProgramGateway(MillraceSettings settings, Path data, boolean isLive, EpochNanoClock clock) {
        this.settings = settings;
        this.data = data;
        this.clock = clock;
        if (isLive) {
            audit = new AuditLog(
                    data.resolve("audit"), settings.gateway().audit().keep(), clock);
            guard();
        } else {
            audit = Audit.NONE;
        }
    }

    /** What the program has to show: events as they come and the past, what it counts and how it is, what people are told. */
    record Views(FanOutBuffer events, History history, Metrics metrics, Operations operations, Notices notices) {}

    /**
     * Opens it.
     *
     * @return looks after who is let in, and wants a thread
     * @throws OperationFailed if an address cannot be had
     */
    Agent open(Engine engine, Views views) {
        if (guards == null) {
            guard();
        }
        StrategyCatalogue catalogue =
                new StrategyCatalogue(data, settings.strategies().folder());
        ModelRegistry registry =
                new ModelRegistry(data.resolve(settings.models().folder()));
        backtests = new JournalBacktests(engine.inputs().directory(), catalogue::libraryFor, registry);
        try {
            gateway = new Gateway(
                    settings.gateway(),
                    new Gateway.Sources(
                            views.events(),
                            () -> new JournalCatchUp(engine.outputs().reader()),
                            views.history(),
                            views.metrics(),
                            clock,
                            views.operations(),
                            engine::newPublisher,
                            views.notices(),
                            Tracer.of(settings.tracing()),
                            catalogue,
                            new JournalExplanations(engine.outputs()::reader),
                            backtests,
                            new ModelCatalogue(registry, engine.models()),
                            settings.liquidations().publishDelay()),
                    guards);
        } catch (IllegalStateException e) {
            throw new OperationFailed(e.getMessage());
        }
        note("start", Origin.codeVersion(), "settings " + Origin.hash(settings));
        return guards.upkeep();
    }

    /** Notes what the program itself does. */
    void note(String action, String object, String result) {
        audit.note(Deed.ofSystem(action, object, result));
    }

    /** Returns where the page is, once it is open. */
    String address() {
        return (settings.gateway().tls().isOn() ? "https://" : "http://")
                + settings.gateway().listen().host() + ":" + gateway.port() + "/";
    }

    /** Returns where the metrics are, once it is open. */
    URI metricsAddress() {
        return URI.create("http://" + settings.gateway().metrics().host() + ":" + gateway.metricsPort() + "/metrics");
    }

    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
            backtests.close();
            note("stop", Origin.codeVersion(), "ok");
        }
    }

    private void guard() {
        guards = Guards.of(settings.gateway(), audit, clock);
        if (!settings.gateway().isLocal()) {
            settings.questdb().requirePasswordOfItsOwn();
        }
    }
}
