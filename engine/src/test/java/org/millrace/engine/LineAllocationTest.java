package org.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.instruments.InstrumentSettings;
import org.millrace.engine.line.Inputs;
import org.millrace.engine.line.PromotedModels;
import org.millrace.engine.replay.CutPlan;
import org.millrace.engine.replay.ReplayVerifier;
import org.millrace.engine.snapshot.SnapshotSettings;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

class LineAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 20_000;
    private static final int ATTEMPTS = 20;

    private final AtomicLong nowNs = new AtomicLong(1_700_000_000_000_000_000L);

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void shouldAllocateNothingOnceWarm(String threads) {
        ConveyorSettings oneRing = new ConveyorSettings(Waiting.BLOCK, 4_096, List.of());
        ConveyorSettings conveyor =
                CutPlan.of(threads, ReplayVerifier.stages(), oneRing).get(0);
        EngineSettings settings = new EngineSettings(
                conveyor,
                JournalSettings.DEFAULTS,
                new SnapshotSettings(Duration.ZERO),
                InstrumentSettings.DEFAULTS,
                Duration.ZERO,
                List.of());
        PromotedModels.keep(data);
        try (Engine engine = new Engine(settings, context())) {
            engine.start();
            Market market = new Market(engine);
            market.publish(WARM_UP);

            long least = Long.MAX_VALUE;
            for (int i = 0; i < ATTEMPTS && least > 0; i++) { // the compiler's own traces come and go
                long before = allocatedByConveyor();
                market.publish(MEASURED);
                least = Math.min(least, allocatedByConveyor() - before);
            }

            assertEquals(0, least);
        }
        assertThat(predictions()).as("predictions meanwhile").isGreaterThan(WARM_UP / 100);
    }

    private long predictions() {
        AtomicLong count = new AtomicLong();
        WholeJournal.read(data.resolve(JournalSettings.OUT), (buffer, offset, length) -> {
            if (EventPrefix.templateId(buffer, offset) == PredictionDecoder.TEMPLATE_ID) {
                count.incrementAndGet();
            }
        });
        return count.get();
    }

    private static long allocatedByConveyor() {
        long bytes = 0;
        for (long id : THREADS.getAllThreadIds()) {
            if (THREADS.getThreadInfo(id).getThreadName().startsWith("conveyor ")) {
                bytes += THREADS.getThreadAllocatedBytes(id);
            }
        }
        return bytes;
    }

    private EngineContext context() {
        return new EngineContext(
                data,
                () -> nowNs.addAndGet(1_000),
                "1",
                "00".repeat(32),
                List.of(),
                () -> {},
                fault -> {
                    throw fault;
                },
                error -> {});
    }

    /** A market without end, with alerts, a promoted model and a shadow: the same events again and again, later each time. */
    private static final class Market {
        private static final int EVENTS = 10_000;

        private final Engine engine;
        private final RingPublisher publisher;
        private final List<byte[]> messages;

        Market(Engine engine) {
            this.engine = engine;
            this.publisher = engine.newPublisher();
            List<byte[]> market = Inputs.alerts(EVENTS, 1);
            Inputs.publish(market.subList(1, market.size() - EVENTS), publisher);
            Inputs.publish(PromotedModels.running(), publisher);
            this.messages = market.subList(market.size() - EVENTS, market.size());
        }

        void publish(int events) {
            for (int i = 0; i < events; i += EVENTS) {
                Inputs.publish(messages, publisher);
                messages.forEach(Inputs::later);
            }
            engine.drain();
        }
    }
}
