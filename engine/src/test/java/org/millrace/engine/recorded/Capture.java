package org.millrace.engine.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.codecs.sbe.Venue;

/**
 * A recording as text, to be changed and played.
 *
 * @param frames  lines of time, tabulator, frame
 * @param answers lines of time, request and body, with tabulators between them
 */
record Capture(Venue venue, List<String> frames, List<String> answers) {
    private static final Pattern FIELD = Pattern.compile("\"([A-Za-z]+)\":\"?([^\",{}\\[\\]]+)\"?");

    static Capture of(String recording) {
        return new Capture(
                venue(recording),
                Captures.lines(recording + ".ws.jsonl.gz"),
                Captures.lines(recording + ".rest.jsonl.gz"));
    }

    static Venue venue(String recording) {
        if (recording.startsWith("binance/usdm")) {
            return Venue.BINANCE_USDM;
        }
        if (recording.startsWith("alpaca/")) {
            return Venue.ALPACA;
        }
        if (recording.startsWith("kraken/")) {
            return Venue.KRAKEN;
        }
        if (recording.startsWith("coinbase/")) {
            return recording.contains("advtrade") ? Venue.COINBASE_ADVANCED : Venue.COINBASE;
        }
        return recording.startsWith("binance_us/") ? Venue.BINANCE_US : Venue.BINANCE;
    }

    /** Returns it with the same answers and other lines. */
    Capture with(List<String> lines) {
        return new Capture(venue, lines, answers);
    }

    /** Returns it with other answers and the same lines. */
    Capture answered(List<String> lines) {
        return new Capture(venue, frames, lines);
    }

    /** Returns it with each frame written otherwise. */
    Capture written(UnaryOperator<String> how) {
        List<String> lines = new ArrayList<>();
        for (String line : frames) {
            int tab = line.indexOf('\t') + 1;
            lines.add(line.substring(0, tab) + how.apply(line.substring(tab)));
        }
        return with(lines);
    }

    Capture without(int line) {
        List<String> lines = new ArrayList<>(frames);
        lines.remove(line);
        return with(lines);
    }

    /** Returns it with a line and the next exchanged; each keeps the receive time of its place. */
    Capture swapped(int line) {
        List<String> lines = new ArrayList<>(frames);
        lines.set(line, time(line) + "\t" + frame(line + 1));
        lines.set(line + 1, time(line + 1) + "\t" + frame(line));
        return with(lines);
    }

    /** Returns what an object says in a field at its top: the last of the name, or empty. */
    String field(int line, String name) {
        String frame = frame(line);
        int data = frame.indexOf("\"data\":");
        Matcher matcher = FIELD.matcher(data < 0 ? frame : frame.substring(data + 7));
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2);
            }
        }
        return "";
    }

    /** Returns the word of {@code e}; {@code bookTicker} for frames without. */
    String kind(int line) {
        String word = field(line, "e");
        return word.isEmpty() && !field(line, "u").isEmpty() ? "bookTicker" : word;
    }

    /** Tells whether a line is a trade or an aggregate one. */
    boolean isTrade(int line) {
        return frame(line).contains("rade\",\"E\"");
    }

    long number(int line, String name) {
        return Long.parseLong(field(line, name));
    }

    String time(int line) {
        return frames.get(line).substring(0, frames.get(line).indexOf('\t'));
    }

    String frame(int line) {
        return frames.get(line).substring(frames.get(line).indexOf('\t') + 1);
    }

    /** Writes it into a folder, unpacked, and plays it. */
    RecordedLine play(Path folder) {
        Path file = folder.resolve("capture.ws.jsonl");
        try {
            Files.write(file, frames);
            if (answers.isEmpty()) {
                Files.deleteIfExists(folder.resolve("capture.rest.jsonl"));
            } else {
                Files.write(folder.resolve("capture.rest.jsonl"), answers);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RecordedLine.play(venue, List.of(file));
    }
}
