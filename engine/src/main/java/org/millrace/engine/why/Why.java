package org.millrace.engine.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
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
    private final List<UnsafeBuffer> group = new ArrayList<>();
    private long groupCause;

    /**
     * Makes one that reads a journal.
     *
     * @param outputs JournalOut, from its beginning
     */
    public Why(JournalReader outputs) {
        this.outputs = outputs;
    }

    /**
     * Explains something.
     *
     * @throws IllegalArgumentException if there is no such thing, or it is none that is explained
     */
    public Reasons explain(Question question) {
        Subject subject = new Subject(find(question));
        Seen seen = new Seen(subject.instrumentId());
        List<Told> life = new ArrayList<>();
        Reasons[] found = new Reasons[2]; // why it came about, and why its order was placed
        readAll((buffer, offset, length) -> {
            seen.take(buffer, offset, length);
            gather(buffer, offset, length);
            Subject each = explained(buffer, offset, length);
            if (each == null) {
                return;
            }
            boolean isOfOrder = subject.orderId() != 0 && each.orderId() == subject.orderId();
            if (isOfOrder) {
                life.add(told(buffer, offset));
            }
            if (isOfOrder && found[1] == null) {
                found[1] = reasons(each, buffer, offset, seen);
            }
            if (each.sequence() == subject.sequence()) {
                found[0] = reasons(each, buffer, offset, seen);
            }
        });
        boolean isPlacing = found[1] == null
                || found[1].what().sequence() == found[0].what().sequence();
        return found[0].with(life, isPlacing ? null : found[1]);
    }

    /** Finds what is meant: the first of it, of signals the last. */
    private UnsafeBuffer find(Question question) {
        UnsafeBuffer[] found = new UnsafeBuffer[1];
        readAll((buffer, offset, length) -> {
            instruments.onEvent(buffer, offset, length);
            if ((found[0] == null || question.kind() == Question.Kind.SIGNAL) && question.means(buffer, offset)) {
                found[0] = Seen.copy(buffer, offset, length);
            }
        });
        if (found[0] == null) {
            throw new IllegalArgumentException("the journal has no such "
                    + (question.kind() == Question.Kind.SEQUENCE ? "event" : names(question.kind())));
        }
        return found[0];
    }

    private void readAll(EventConsumer consumer) {
        outputs.seek(Math.max(1, outputs.firstSequence()));
        int read;
        do {
            read = outputs.poll(consumer, BATCHES);
        } while (read > 0);
    }

    /** Keeps what came of the same input. */
    private void gather(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.cause(buffer, offset) != groupCause) {
            groupCause = EventPrefix.cause(buffer, offset);
            group.clear();
        }
        group.add(Seen.copy(buffer, offset, length));
    }

    private Reasons reasons(Subject subject, DirectBuffer buffer, int offset, Seen seen) {
        List<Told> chain = group.stream()
                .filter(each -> isOf(subject, each))
                .map(each -> told(each, 0))
                .toList();
        return new Reasons(
                told(buffer, offset),
                subject.verdict(),
                subject.quality(),
                chain.subList(Math.max(0, chain.size() - MOST), chain.size()),
                seen.all().stream().map(each -> told(each, 0)).toList(),
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

    private static Subject explained(DirectBuffer buffer, int offset, int length) {
        return switch (EventPrefix.templateId(buffer, offset)) {
            case SignalDecoder.TEMPLATE_ID, OrderDecoder.TEMPLATE_ID, FillDecoder.TEMPLATE_ID ->
                new Subject(Seen.copy(buffer, offset, length));
            default -> null;
        };
    }

    private Told told(DirectBuffer buffer, int offset) {
        return new Told(
                EventPrefix.sequence(buffer, offset),
                EventPrefix.cause(buffer, offset),
                names.of(EventPrefix.templateId(buffer, offset)),
                json.print(buffer, offset));
    }

    private static String names(Question.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
