package org.millrace.gateway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.journal.cursor.Cursor;
import org.millrace.journal.cursor.Cursors;

class NotifierTest {
    private static final AddressSettings HOOK =
            new AddressSettings("desk", Channel.WEBHOOK, "https://hooks.example/in", "hook.key");
    private static final AddressSettings CHAT = new AddressSettings("desk", Channel.SLACK, "", "slack.url");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicLong nowNs = new AtomicLong(SECOND);
    private final List<Notifier> notifiers = new ArrayList<>();

    @TempDir
    private Path folder;

    private NoticeJournal journal;

    @AfterEach
    void close() {
        notifiers.forEach(Notifier::onClose);
        journal.close();
    }

    @Test
    void shouldTellEachAddressOfTheTargetOnceAndInOrder() {
        journal = new NoticeJournal(folder.resolve("out"));
        journal.fired(1, "desk");
        journal.fired(2, "nobody");
        journal.fired(3, "desk");

        workUntil(notifier(10, telling("hook"), telling("chat")), () -> told.size() == 4);

        assertEquals(
                List.of("hook 1", "hook 3"),
                told.stream().filter(each -> each.startsWith("hook")).toList());
        assertEquals(
                List.of("chat 1", "chat 3"),
                told.stream().filter(each -> each.startsWith("chat")).toList());
        assertEquals(3, cursor().sequence());
    }

    @Test
    void shouldTryAgainWithPausesThatGrowThenGiveUp() {
        journal = new NoticeJournal(folder.resolve("out"));
        journal.fired(1, "desk");
        List<Long> triedNs = new CopyOnWriteArrayList<>();
        Transport failing = notice -> {
            triedNs.add(nowNs.get());
            throw DeliveryException.temporary("answered with status 500", null);
        };

        Notifier notifier = notifier(5, failing, telling("chat"));
        workUntil(notifier, () -> !notifier.deadLetters().isEmpty());

        assertEquals(5, triedNs.size());
        for (int i = 1; i < triedNs.size(); i++) {
            long pauseNs = triedNs.get(i) - triedNs.get(i - 1);
            long leastNs = Math.min(1 << (i - 1), 4) * SECOND;
            assertTrue(pauseNs >= leastNs, () -> pauseNs + " ns, expected " + leastNs);
        }
        DeadLetter letter = notifier.deadLetters().get(0);
        assertEquals(
                List.of(1L, "ann", "desk", Channel.WEBHOOK, "answered with status 500"),
                List.of(letter.alertId(), letter.owner(), letter.target(), letter.channel(), letter.reason()));
        assertEquals(List.of("chat 1"), told);
    }

    @Test
    void shouldNotTellTwiceWhatWasAcknowledgedBeforeItWasKilled() {
        journal = new NoticeJournal(folder.resolve("out"));
        journal.fired(1, "desk");
        Transport down = notice -> {
            throw DeliveryException.temporary("no answer", null);
        };
        workUntil(notifier(100, telling("hook"), down), () -> told.size() == 1);
        assertEquals(0, cursor().sequence(), "the chat has not acknowledged");

        workUntil(notifier(100, telling("hook"), telling("chat")), () -> told.size() == 2);

        assertEquals(List.of("hook 1", "chat 1"), told);
    }

    @Test
    void shouldTellAgainUnderTheSameKeyWhatWasNotNotedBeforeItWasKilled() {
        journal = new NoticeJournal(folder.resolve("out"));
        journal.fired(1, "desk");
        List<String> keys = new CopyOnWriteArrayList<>();
        Transport hook = notice -> keys.add(notice.key());
        Notifier killed = notifier(100, hook, telling("chat"));
        while (keys.isEmpty()) { // it works no more once the other side has it: the answer is never noted
            killed.doWork();
        }

        workUntil(notifier(100, hook, telling("chat")), () -> keys.size() == 2 && cursor().sequence() == 1);

        assertEquals(keys.get(0), keys.get(1));
    }

    @Test
    void shouldKeepDeadLettersThroughARestart() {
        journal = new NoticeJournal(folder.resolve("out"));
        journal.fired(1, "desk");
        Transport refused = notice -> {
            throw DeliveryException.lasting("answered with\tstatus 404\n");
        };
        Notifier first = notifier(5, refused, telling("chat"));
        workUntil(first, () -> cursor().sequence() == 1);

        List<DeadLetter> letters = notifier(5, refused, telling("chat")).deadLetters();

        assertEquals(1, letters.size());
        assertEquals("answered with status 404 ", letters.get(0).reason());
    }

    @Test
    void shouldHoldTheLimitOfAnHour() {
        journal = new NoticeJournal(folder.resolve("out"));
        for (int i = 1; i <= 25; i++) {
            journal.fired(i, "desk");
        }

        Notifier notifier = notifier(5, telling("hook"), telling("chat"));
        workUntil(notifier, () -> cursor().sequence() == 25);

        assertEquals(40, told.size());
        assertEquals(10, notifier.deadLetters().size());
        assertTrue(notifier.reaches("desk", Channel.SLACK));
    }

    @Test
    void shouldNotTellTwiceWhatItReadsTwice() throws IOException {
        journal = new NoticeJournal(folder.resolve("out"));
        journal.fired(1, "desk");
        journal.fired(2, "desk");
        AtomicBoolean isUp = new AtomicBoolean();
        Transport chat = notice -> {
            if (notice.alertId() == 2 && !isUp.get()) {
                throw DeliveryException.temporary("no answer", null);
            }
            told.add("chat " + notice.alertId());
        };
        Path inTheWay = folder.resolve("cursors").resolve("." + Notifier.CURSOR);
        Files.createDirectories(inTheWay);
        Notifier notifier = notifier(100, telling("hook"), chat);
        workUntil(notifier, () -> told.size() == 3); // its cursor cannot be moved, so it reads again from the first

        Files.delete(inTheWay);
        isUp.set(true);
        workUntil(notifier, () -> cursor().sequence() == 2);

        assertEquals(
                List.of("chat 1", "chat 2", "hook 1", "hook 2"),
                told.stream().sorted().toList());
    }

    @Test
    void shouldSendADeadLetterAgainUnderItsKeyOnceForEachWish() {
        journal = new NoticeJournal(folder.resolve("out"));
        journal.fired(1, "desk");
        List<String> keys = new CopyOnWriteArrayList<>();
        Transport chat = notice -> {
            keys.add(notice.key());
            if (keys.size() == 1) {
                throw DeliveryException.lasting("answered with status 404");
            }
        };
        Notifier notifier = notifier(5, telling("hook"), chat);
        workUntil(notifier, () -> cursor().sequence() == 1);
        DeadLetter letter = notifier.deadLetters().get(0);

        List<String> answers = new CopyOnWriteArrayList<>();
        notifier.retry(letter, answers::add);
        notifier.retry(letter, answers::add);
        workUntil(notifier, () -> keys.size() == 2);

        assertEquals(List.of("", "it is sent again already"), answers);
        assertEquals(keys.get(0), keys.get(1));
        assertEquals(List.of(), notifier.deadLetters());
        workUntil(notifier(5, telling("hook"), chat), () -> true);
        assertEquals(List.of("hook 1"), told);
        assertEquals(2, keys.size(), "it was noted that it was sent");
    }

    @Test
    void shouldSendADeadLetterAgainThoughItWasKilledBefore() {
        journal = new NoticeJournal(folder.resolve("out"));
        journal.fired(1, "desk");
        Transport refusing = notice -> {
            throw DeliveryException.lasting("answered with status 404");
        };
        Transport down = notice -> {
            throw DeliveryException.temporary("no answer", null);
        };
        Notifier first = notifier(5, telling("hook"), refusing);
        workUntil(first, () -> cursor().sequence() == 1);
        Notifier killed = notifier(100, telling("hook"), down);
        List<String> answers = new CopyOnWriteArrayList<>();
        killed.retry(first.deadLetters().get(0), answers::add);
        workUntil(killed, () -> !answers.isEmpty());
        assertEquals(List.of(""), answers);

        workUntil(notifier(5, telling("hook"), telling("chat")), () -> told.size() == 2);

        assertEquals(List.of("hook 1", "chat 1"), told);
    }

    @Test
    void shouldSayWhyADeadLetterIsNotSentAgain() {
        journal = new NoticeJournal(folder.resolve("out"));
        journal.fired(1, "desk");
        Notifier notifier = notifier(5, telling("hook"), telling("chat"));
        List<String> answers = new CopyOnWriteArrayList<>();

        notifier.retry(letter(1, "desk", Channel.EMAIL), answers::add);
        notifier.retry(letter(1, "desk", Channel.SLACK), answers::add); // something else stands there
        notifier.retry(letter(99, "desk", Channel.SLACK), answers::add);
        workUntil(notifier, () -> answers.size() == 3);

        assertEquals(
                List.of(
                        "the settings have no address for desk/email any more",
                        "it is not kept in the journal any more",
                        "it is not kept in the journal any more"),
                answers);
    }

    @Test
    void shouldCountWhatBecameOfNotices() {
        journal = new NoticeJournal(folder.resolve("out"));
        journal.fired(1, "desk");
        journal.fired(2, "desk");
        Transport down = notice -> {
            throw DeliveryException.temporary("no answer", null);
        };
        Metrics metrics = new Metrics();
        Notifier notifier = notifier(3, telling("hook"), down);
        notifier.register(metrics);

        workUntil(notifier, () -> cursor().sequence() == 2);

        assertEquals(
                List.of(
                        "alert_deliveries_total {channel=slack, result=dead} 2.0",
                        "alert_deliveries_total {channel=slack, result=retried} 4.0",
                        "alert_deliveries_total {channel=webhook, result=delivered} 2.0",
                        "alert_notices_waiting {} 0.0"),
                metrics.vitals().stream()
                        .filter(each -> each.labels().isEmpty() || each.value() > 0)
                        .map(each -> each.name() + ' ' + new TreeMap<>(each.labels()) + ' ' + each.value())
                        .sorted()
                        .toList());
    }

    private static DeadLetter letter(long sequence, String target, Channel channel) {
        return new DeadLetter(sequence, "1-7-k", 1, "ann", target, channel, 0, "a reason");
    }

    private Transport telling(String who) {
        return notice -> told.add(who + ' ' + notice.alertId());
    }

    /** Makes a notifier over what those before it have left. */
    private Notifier notifier(int attempts, Transport hook, Transport chat) {
        NotifySettings defaults = NotifySettings.DEFAULTS;
        NotifySettings settings = new NotifySettings(
                List.of(HOOK, CHAT),
                defaults.smtp(),
                List.of(),
                "",
                defaults.telegramUrl(),
                defaults.pagerdutyUrl(),
                attempts,
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                20);
        Cursor cursor = cursor();
        Ledger ledger = new Ledger(folder.resolve("notices"), cursor.sequence());
        DeliveryCounters counters = new DeliveryCounters();
        Notifier notifier = new Notifier(
                new Notifier.Source(journal::reader, cursor, id -> null),
                ledger,
                List.of(
                        new Mailbox(HOOK, hook, settings, ledger, counters),
                        new Mailbox(CHAT, chat, settings, ledger, counters)),
                counters,
                new Notifier.Clocks(nowNs::get, nowNs::get),
                Thread::new);
        notifiers.add(notifier);
        return notifier;
    }

    private Cursor cursor() {
        return new Cursors(folder.resolve("cursors")).open(Notifier.CURSOR);
    }

    /** Works until something holds, a tenth of a second of its time at a turn, then until its cursor may move. */
    private void workUntil(Notifier notifier, Supplier<Boolean> condition) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    if (notifier.doWork() == 0) {
                        nowNs.addAndGet(SECOND / 10);
                    }
                    return condition.get();
                });
        for (int i = 0; i < 5; i++) {
            nowNs.addAndGet(SECOND / 4);
            notifier.doWork();
        }
    }
}
