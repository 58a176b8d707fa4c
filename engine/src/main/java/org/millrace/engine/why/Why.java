package org.millrace.engine.why;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.json.EventJson;
import org.millrace.codecs.json.EventNames;
import org.millrace.codecs.sbe.BalanceDecoder;
import org.millrace.codecs.sbe.CheckpointDecoder;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.PortfolioDecoder;
import org.millrace.codecs.sbe.PositionDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.engine.instruments.InstrumentDirectory;
import org.millrace.journal.JournalReader;

/**
 * Finds in JournalOut why something came about. All that one input led to stands there in a row, from the input on: so
 * the chain is read, not computed again.
 */
public final class Why {
    private static final int BATCHES = 64;
    private static final int MOST = 64; // events of a chain, the newest

    private final JournalReader outputs;
    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final EventJson json = new EventJson(instruments);
    private final EventNames names = new EventNames();
    private final Int2ObjectHashMap<Seen> seen = new Int2ObjectHashMap<>();
    private final Map<Long, Story> alive = new HashMap<>();
    private final Row row = new Row();
    private Moment subject;
    private Story ofSubject;
    private boolean isDone;

    /**
     * Makes one that reads a journal.
     *
     * @param outputs JournalOut, from its beginning
     */
    public Why(JournalReader outputs) {
        this.outputs = outputs;
    }

    /** The life of an order so far, and the moment at which it began. */
    private record Story(Moment placing, List<UnsafeBuffer> life) {}

    /** What is explained, or may be, with what was known by then. */
    private record Moment(Subject what, UnsafeBuffer event, List<UnsafeBuffer> chain, List<UnsafeBuffer> seen) {}

    /**
     * Explains something. The journal is read once, until the order that it is about has ended.
     *
     * @param progress told now and then of the sequence that it is at
     * @throws IllegalArgumentException if there is no such thing, or it is none that is explained
     */
    public Reasons explain(Question question, LongConsumer progress) {
        outputs.seek(Math.max(1, outputs.firstSequence()));
        int read;
        do {
            read = outputs.poll((buffer, offset, length) -> take(question, buffer, offset, length), BATCHES);
            progress.accept(outputs.sequence());
        } while (read > 0 && !isDone);
        if (subject == null) {
            throw new IllegalArgumentException("the journal has no such "
                    + (question.kind() == Question.Kind.SEQUENCE ? "event" : names(question.kind())));
        }
        Reasons reasons = reasons(subject);
        if (ofSubject == null) {
            return reasons;
        }
        boolean isPlacing =
                ofSubject.placing().what().sequence() == subject.what().sequence();
        List<Told> life = ofSubject.life().stream().map(this::told).toList();
        return reasons.with(life, isPlacing ? null : reasons(ofSubject.placing()));
    }

    private void take(Question question, DirectBuffer buffer, int offset, int length) {
        if (isDone) {
            return;
        }
        instruments.onEvent(buffer, offset, length);
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        seen.computeIfAbsent(instrumentId, id -> new Seen()).take(buffer, offset, length);
        row.take(buffer, offset, length);
        boolean isMeant = question.means(buffer, offset) && (subject == null || question.isOfTheNewest());
        if (isMeant || isExplained(buffer, offset)) {
            UnsafeBuffer event = Seen.copy(buffer, offset, length);
            follow(new Subject(event), event, isMeant, question.isOfTheNewest());
        }
    }

    /** Keeps the lives of orders that have not ended, and what is meant. */
    private void follow(Subject what, UnsafeBuffer event, boolean isMeant, boolean mayComeAgain) {
        Story story = null;
        if (what.orderId() != 0) {
            story = alive.get(what.orderId());
            if (story == null) {
                story = new Story(moment(what, event), new ArrayList<>());
                alive.put(what.orderId(), story);
            }
            story.life().add(event);
        }
        if (isMeant) {
            subject = moment(what, event);
            ofSubject = story;
        }
        if (what.isEnd()) {
            alive.remove(what.orderId());
        }
        boolean hasEnded = ofSubject == null
                || (what.isEnd() && what.orderId() == subject.what().orderId());
        isDone = subject != null && hasEnded && !mayComeAgain;
    }

    private Moment moment(Subject what, UnsafeBuffer event) {
        List<UnsafeBuffer> chain = row.of(each -> isOf(what, each));
        return new Moment(
                what,
                event,
                chain.subList(Math.max(0, chain.size() - MOST), chain.size()),
                seen.get(what.instrumentId()).all());
    }

    private Reasons reasons(Moment of) {
        return new Reasons(
                told(of.event()),
                of.what().verdict(),
                of.what().quality(),
                of.chain().stream().map(this::told).toList(),
                of.seen().stream().map(this::told).toList(),
                List.of(),
                null);
    }

    /** Tells whether an event of the same input has to do with a subject: the market, and what its owner said. */
    private static boolean isOf(Subject subject, UnsafeBuffer event) {
        return switch (EventPrefix.templateId(event, 0)) {
            case PositionDecoder.TEMPLATE_ID,
                    PortfolioDecoder.TEMPLATE_ID,
                    BalanceDecoder.TEMPLATE_ID,
                    QualityScoreDecoder.TEMPLATE_ID,
                    CheckpointDecoder.TEMPLATE_ID -> false;
            case SignalDecoder.TEMPLATE_ID, OrderDecoder.TEMPLATE_ID, FillDecoder.TEMPLATE_ID ->
                new Subject(event).strategyId() == subject.strategyId();
            default -> true;
        };
    }

    private static boolean isExplained(DirectBuffer buffer, int offset) {
        return switch (EventPrefix.templateId(buffer, offset)) {
            case SignalDecoder.TEMPLATE_ID, OrderDecoder.TEMPLATE_ID, FillDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    private Told told(UnsafeBuffer event) {
        return new Told(
                EventPrefix.sequence(event, 0),
                EventPrefix.cause(event, 0),
                names.of(EventPrefix.templateId(event, 0)),
                json.print(event, 0));
    }

    private static String names(Question.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
