package org.millrace.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.support.AllocationMeter;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

class KnownCommandsTest {
    private static final int CAPACITY = 16;
    private static final int STEPS = 5_000;
    private static final int IDS = 40;

    private KnownCommands known = new KnownCommands(CAPACITY);
    private long next;

    @RepeatedTest(5)
    void shouldKnowTheNewestAndNoOthers(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Map<Long, Long> model = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
                return size() > CAPACITY;
            }
        };
        for (int step = 0; step < STEPS; step++) {
            long id = random.nextInt(IDS);
            assertEquals(model.get(id), object(id), "step " + step);
            if (!model.containsKey(id)) {
                model.put(id, (long) step);
                known.add(id % 3, id, step, 0);
            }
            if (random.nextInt(50) == 0) {
                restore();
            }
        }
    }

    @Test
    void shouldAnswerWithWhatWasAnswered() {
        known.add(1, 2, 7, 401);

        int place = known.find(1, 2);

        assertEquals(7, known.object(place));
        assertEquals(401, known.error(place));
        assertEquals(KnownCommands.UNKNOWN, known.find(2, 1));
    }

    @Test
    void shouldMakeNoObjectsHoweverManyComeAndGo() {
        addMany();

        assertEquals(0, AllocationMeter.bytesOf(this::addMany));
    }

    private void addMany() {
        for (int i = 0; i < STEPS; i++) {
            known.add(0, next, next, 0);
            assertTrue(known.find(0, next++) != KnownCommands.UNKNOWN);
        }
    }

    private Long object(long id) {
        int place = known.find(id % 3, id);
        return place == KnownCommands.UNKNOWN ? null : known.object(place);
    }

    private void restore() {
        SnapshotWriter writer = new SnapshotWriter(1024);
        known.save(writer);
        known = new KnownCommands(CAPACITY);
        known.load(new SnapshotReader(writer.buffer(), 0, writer.length()));
    }
}
