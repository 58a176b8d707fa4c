package org.millrace.journal.support;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.millrace.journal.Journal;

/** Appends at full speed until its process is killed, and says in a mapped file how far it got. */
public final class EndlessAppender {
    private EndlessAppender() {}

    public static void main(String[] arguments) throws IOException {
        Path parent = Path.of(arguments[0]);
        Journal journal = new Folder(parent).open();
        AgentRunner toucher = new AgentRunner(
                new SleepingMillisIdleStrategy(1), Throwable::printStackTrace, null, journal.pageToucher());
        AgentRunner.startOnThread(toucher);
        MappedByteBuffer acknowledged = map(parent.resolve("acknowledged"));
        Batches batches = new Batches();
        long sequence = journal.nextSequence();
        while (true) {
            int count = 1 + (int) (sequence % 97);
            batches.append(journal.appender(), sequence, count, 96);
            sequence += count;
            acknowledged.putLong(0, sequence - 1);
        }
    }

    private static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        }
    }
}
