package org.millrace.engine.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.BookUpdateEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.QuoteEncoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.support.AllocationMeter;
import org.millrace.engine.book.BookStage;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.support.Outcome;
import org.millrace.engine.support.Script;

/** Once warm, quality and book allocate nothing, whatever comes: believed, suspect, refused, ticks and books. */
class AllocationTest {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int ROUNDS = 20_000;

    private final QualityStage stage =
            new QualityStage(new BookStage((buffer, offset, length) -> {}, SnapshotSink.NONE), SnapshotSink.NONE);
    private final TradeEncoder trade = new TradeEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final BookUpdateEncoder update = new BookUpdateEncoder();
    private List<UnsafeBuffer> inputs = List.of();
    private long round;

    @Test
    void shouldAllocateNothingOnceWarm() {
        new Script(stage).define(1).snapshot(0, 999, 3, -1_001, 4);
        Outcome recorded = new Outcome();
        new Script(recorded)
                .trade(1, 1_000, 5)
                .quote(1, 999, 3, 1_001, 4)
                .delta(1, 1, 998, 2, -1_002, 2)
                .trade(1, 1_000, 5)
                .tick();
        inputs = recorded.events().stream().map(UnsafeBuffer::new).toList();
        play();

        assertEquals(0, AllocationMeter.bytesOf(this::play));
    }

    private void play() {
        for (int i = 0; i < ROUNDS; i++) {
            round++;
            long time = Script.START_NS + round * 1_000_000;
            for (int input = 0; input < inputs.size(); input++) {
                UnsafeBuffer buffer = inputs.get(input);
                adapt(buffer);
                EventPrefix.sequence(buffer, 0, round * inputs.size() + input);
                EventPrefix.eventTime(buffer, 0, time);
                stage.onEvent(buffer, 0, buffer.capacity());
            }
        }
    }

    private void adapt(UnsafeBuffer buffer) {
        switch (EventPrefix.templateId(buffer, 0)) {
            case TradeDecoder.TEMPLATE_ID ->
                trade.wrap(buffer, HEADER)
                        .tradeId(round)
                        .price(round % 100 == 0 ? 10_000 : 1_000 + round % 7)
                        .quantity(round % 130 == 0 ? 9_000 : 1 + round % 5);
            case QuoteDecoder.TEMPLATE_ID -> quote.wrap(buffer, HEADER).venueSequence(round);
            case BookUpdateDecoder.TEMPLATE_ID ->
                update.wrap(buffer, HEADER).venueSequenceFirst(round).venueSequenceLast(round);
            default -> {}
        }
    }
}
