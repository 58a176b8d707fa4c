package org.millrace.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.line.Inputs;
import org.millrace.engine.replay.ReplayVerifier;
import org.millrace.engine.support.LastStage;

class SkipTest {
    private static final int BEFORE = 500;
    private static final long FATAL_QUANTITY = 13;
    private static final ConveyorSettings FUSED = new ConveyorSettings(Waiting.BLOCK, 1_024, List.of());

    private final AtomicLong nowNs = new AtomicLong(1_700_000_000_000_000_000L);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final List<StageFault> faults = new CopyOnWriteArrayList<>();

    @TempDir
    private Path data;

    @Test
    void shouldPassOverTheInputThatStoppedTheLineInEveryStart() {
        long fatal = stopTheLine();
        long stopped = assertThrows(StageFault.class, () -> start(0)).sequence();

        try (Engine engine = start(fatal)) {
            publish(engine, Inputs.market(BEFORE, 2));
            assertTrue(engine.drain());
            assertTrue(engine.tookOutputsBack());
        }
        start(0).close();

        assertEquals(fatal, stopped);
        assertTrue(new ReplayVerifier(data).verify(FUSED).isIdentical());
    }

    /** Returns the sequence of the input that a stage could not take. */
    private long stopTheLine() {
        try (Engine engine = start(0)) {
            publish(
                    engine,
                    Inputs.market(BEFORE, 1)
                            .trade(1, 6_000_000_000_000L, FATAL_QUANTITY)
                            .tick());
            await().until(() -> !faults.isEmpty());
        }
        return faults.get(0).sequence();
    }

    private static void publish(Engine engine, Inputs inputs) {
        Inputs.publish(inputs.messages().subList(1, inputs.messages().size()), engine.newPublisher());
    }

    private Engine start(long skip) {
        Engine engine = new Engine(settings(), context());
        try {
            engine.start(skip);
            return engine;
        } catch (StageFault e) {
            engine.close();
            throw e;
        }
    }

    private static EngineSettings settings() {
        EngineSettings defaults = EngineSettings.DEFAULTS;
        return new EngineSettings(
                FUSED, defaults.journal(), defaults.snapshots(), defaults.instruments(), defaults.beat(), List.of());
    }

    private EngineContext context() {
        return new EngineContext(
                data,
                () -> nowNs.addAndGet(1_000),
                "1",
                "00".repeat(32),
                List.of(LastStage.step("faulty", this::refuse)),
                () -> {},
                faults::add,
                error -> {});
    }

    /** Cannot take a trade of one quantity. */
    private void refuse(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.templateId(buffer, offset) == TradeDecoder.TEMPLATE_ID
                && trade.wrapAndApplyHeader(buffer, offset, header).quantity() == FATAL_QUANTITY) {
            throw new IllegalStateException("13");
        }
    }
}
