package org.millrace.gateway.notify;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AlertTriggeredDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.journal.JournalException;
import org.millrace.journal.JournalReader;

/**
 * Has dead letters sent again: reads in JournalOut what they told of, notes that it is to be sent, and puts it into its
 * mailbox. What was noted before a restart goes first. Used by the notifier's thread, but for {@link #add}.
 */
final class Retries {
    private static final String NOT_KEPT = "it is not kept in the journal any more";

    private final Supplier<JournalReader> journals;
    private final IntFunction<Instrument> instruments;
    private final Ledger ledger;
    private final List<Mailbox> mailboxes;
    private final Queue<Wish> wishes = new ConcurrentLinkedQueue<>();
    private boolean isBegun;

    /** That somebody wants a letter sent again, and is to be told whether it will be. */
    private record Wish(DeadLetter letter, Consumer<String> whenNoted) {}

    Retries(Notifier.Source source, Ledger ledger, List<Mailbox> mailboxes) {
        journals = source.journals();
        instruments = source.instruments();
        this.ledger = ledger;
        this.mailboxes = mailboxes;
    }

    /** Wants a letter sent again; for any thread. */
    void add(DeadLetter letter, Consumer<String> whenNoted) {
        wishes.add(new Wish(letter, whenNoted));
    }

    /** Takes the oldest wish; returns how much was done. */
    int work(long nowNs, long utcNs) {
        if (!isBegun) {
            isBegun = true;
            ledger.toSendAgain().forEach(letter -> goOn(letter, nowNs, utcNs));
        }
        Wish wish = wishes.poll();
        if (wish == null) {
            return 0;
        }
        try {
            wish.whenNoted().accept(begin(wish.letter(), nowNs));
        } catch (UncheckedIOException e) { // of the ledger
            wish.whenNoted().accept("it cannot be noted now");
            throw e;
        }
        return 1;
    }

    /** Tells those who still wait that nothing will be sent. */
    void close() {
        for (Wish wish = wishes.poll(); wish != null; wish = wishes.poll()) {
            wish.whenNoted().accept("the program ends");
        }
    }

    /** Goes on with one that was to be sent when the program ended. */
    private void goOn(DeadLetter letter, long nowNs, long utcNs) {
        Mailbox mailbox = mailboxOf(letter);
        Notice notice = mailbox == null ? null : read(letter);
        if (notice == null) {
            ledger.dead(letter.again(utcNs, mailbox == null ? noAddress(letter) : NOT_KEPT));
        } else {
            mailbox.addAgain(notice, nowNs);
        }
    }

    /** Returns why a letter is not sent again; empty: it is. */
    private String begin(DeadLetter letter, long nowNs) {
        Mailbox mailbox = mailboxOf(letter);
        if (mailbox == null) {
            return noAddress(letter);
        } else if (mailbox.isFull()) {
            return "too many notices wait for this address";
        }
        Notice notice = read(letter);
        if (notice == null) {
            return NOT_KEPT;
        } else if (!ledger.again(letter)) {
            return "it is sent again already";
        }
        mailbox.addAgain(notice, nowNs);
        return "";
    }

    private Mailbox mailboxOf(DeadLetter letter) {
        return mailboxes.stream()
                .filter(mailbox -> mailbox.address().name().equals(letter.address()))
                .findFirst()
                .orElse(null);
    }

    private static String noAddress(DeadLetter letter) {
        return "the settings have no address for " + letter.address() + " any more";
    }

    /** Reads what a letter told of; null: it is not there, or something else is in its place after a loss of power. */
    private Notice read(DeadLetter letter) {
        Notice[] found = new Notice[1];
        AlertTriggeredDecoder triggered = new AlertTriggeredDecoder();
        try (JournalReader journal = journals.get()) {
            journal.seek(letter.sequence());
            journal.poll(
                    (buffer, offset, length) -> {
                        if (isMeant(letter, buffer, offset)) {
                            triggered.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                            found[0] = Notice.of(triggered, buffer, offset, instruments);
                        }
                    },
                    1);
        } catch (JournalException e) { // retention has passed, or the journal is damaged there
            return null;
        }
        return found[0] != null && found[0].key().equals(letter.key()) ? found[0] : null;
    }

    private static boolean isMeant(DeadLetter letter, DirectBuffer buffer, int offset) {
        return EventPrefix.templateId(buffer, offset) == AlertTriggeredDecoder.TEMPLATE_ID
                && EventPrefix.sequence(buffer, offset) == letter.sequence();
    }
}
