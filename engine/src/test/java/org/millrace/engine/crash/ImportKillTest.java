package org.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.engine.cli.Millrace;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/** Kills an import in the middle, and lets it go on. */
class ImportKillTest {
    private static final int TRADES = 400_000;
    private static final int SOME = 5_000;

    @TempDir
    private Path folder;

    @Test
    void shouldMissAndDoubleNothing() throws Exception {
        Path file = file();

        Path data = new MidwayKill(TradeDecoder.TEMPLATE_ID, SOME, TRADES)
                .in(folder, at -> ChildProgram.start(folder.resolve("output"), arguments(file, at)));
        int exitCode = Millrace.execute(arguments(file, data).toArray(String[]::new));

        assertThat(exitCode).isZero();
        assertThat(tradeIds(data).toArray())
                .isEqualTo(LongStream.rangeClosed(1, TRADES).toArray());
        assertThat(Millrace.execute("replay", data.toString(), "--verify")).isZero();
    }

    private static List<String> arguments(Path file, Path data) {
        List<String> arguments = new ArrayList<>(List.of("import", "--venue", "coinbase", "--instrument", "BTC-USD"));
        arguments.addAll(List.of("--data", data.toString(), file.toString()));
        return arguments;
    }

    private Path file() throws IOException {
        Path file = folder.resolve("trades.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("time,id,price,quantity\n");
            for (int i = 0; i < TRADES; i++) {
                out.write((1_700_000_000_000L + 7L * i / 3) + "," + (i + 1) + ",100." + (10 + i % 50) + ",1\n");
            }
        }
        return file;
    }

    private static LongStream tradeIds(Path data) {
        LongStream.Builder ids = LongStream.builder();
        TradeDecoder trade = new TradeDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        WholeJournal.read(data.resolve(JournalSettings.IN), (DirectBuffer buffer, int offset, int length) -> {
            if (EventPrefix.templateId(buffer, offset) == TradeDecoder.TEMPLATE_ID) {
                ids.add(trade.wrapAndApplyHeader(buffer, offset, header).tradeId());
            }
        });
        return ids.build();
    }
}
