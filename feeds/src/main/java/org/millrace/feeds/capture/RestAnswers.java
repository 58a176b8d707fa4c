package org.millrace.feeds.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads REST answers, snapshots of books above all, from the companion of a capture, in the order of their times. */
final class RestAnswers {
    private static final Pattern DEPTH = Pattern.compile("GET [^?]*/depth\\?(?:[^&]*&)*symbol=([^&]+).*");
    private static final String ANSWERS = ".rest.jsonl";

    private RestAnswers() {}

    /** Returns the answers recorded with a file of frames; none where it has no companion. */
    static List<RestAnswer> of(Path frames) throws IOException {
        Path companion = companion(frames);
        return companion == null ? List.of() : read(companion);
    }

    /** Reads a file of answers; lines may be empty. */
    static List<RestAnswer> read(Path file) throws IOException {
        List<RestAnswer> answers = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(CaptureFile.open(file), UTF_8))) {
            long number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    add(file, number, line, answers);
                }
                number++;
            }
        }
        answers.sort(Comparator.comparingLong(RestAnswer::time));
        return answers;
    }

    private static Path companion(Path frames) {
        String name = frames.getFileName().toString();
        CaptureForm form = CaptureForm.of(frames);
        int at = name.lastIndexOf(form.end());
        if (at < 0 || (form != CaptureForm.TEXT && form != CaptureForm.BINARY)) {
            return null;
        }
        String stem = name.substring(0, at) + ANSWERS;
        Path packed = frames.resolveSibling(stem + CaptureFile.PACKED);
        Path plain = frames.resolveSibling(stem);
        return Files.exists(packed) ? packed : Files.exists(plain) ? plain : null;
    }

    private static void add(Path file, long number, String line, List<RestAnswer> to) {
        int tab = line.indexOf('\t');
        int second = line.indexOf('\t', tab + 1);
        if (tab < 0 || second < 0) {
            throw new CaptureException(file, number, "expected time, request and body with tabulators between them");
        }
        long time;
        try {
            time = Long.parseLong(line.substring(0, tab));
        } catch (NumberFormatException e) {
            throw new CaptureException(file, number, "time: " + line.substring(0, tab) + ", expected nanoseconds");
        }
        String request = line.substring(tab + 1, second);
        Matcher depth = DEPTH.matcher(request);
        String symbol = depth.matches() ? URLDecoder.decode(depth.group(1), UTF_8) : "";
        to.add(new RestAnswer(
                time,
                symbol,
                request,
                new UnsafeBuffer(line.substring(second + 1).getBytes(UTF_8))));
    }
}
