package org.millrace.engine.research;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.performance.Measures;

/**
 * Trials that are done, in a file of one JSON object a line, so that a search that was interrupted goes on where it
 * stood. The first line says what search it is of; a line that was cut off is tried again. One thread at a time adds.
 */
public final class TrialLog {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Trial> trials = new HashMap<>();
    private final Path file;

    private TrialLog(Path file) {
        this.file = file;
    }

    /** Returns one that is not kept. */
    public static TrialLog inMemory() {
        return new TrialLog(null);
    }

    /**
     * Opens a file, made where there is none.
     *
     * @param search what it is of: all that a trial's outcome depends on
     * @throws IllegalArgumentException if it is of another search
     */
    public static TrialLog open(Path file, String search) throws IOException {
        TrialLog log = new TrialLog(file);
        if (!Files.exists(file) || Files.size(file) == 0) {
            Files.writeString(file, search + "\n");
            return log;
        }
        String text = Files.readString(file);
        List<String> lines = text.lines().toList();
        if (!lines.get(0).equals(search)) {
            throw new IllegalArgumentException(file + ": is of another search; name another file, or delete it");
        }
        boolean isCut = !text.endsWith("\n");
        for (String line : lines.subList(1, isCut ? lines.size() - 1 : lines.size())) {
            Trial trial = parse(line);
            log.trials.put(trial.key(), trial);
        }
        if (isCut) {
            Files.writeString(file, text.substring(0, text.lastIndexOf('\n') + 1));
        }
        return log;
    }

    /** Returns how many are known. */
    public int size() {
        return trials.size();
    }

    synchronized Trial find(Map<String, Double> values, double share) {
        return trials.get(Trial.key(values, share));
    }

    synchronized void add(Trial trial) {
        trials.put(trial.key(), trial);
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, text(trial) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Trial trial) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("share", trial.share());
            write(out, "sharpePerPeriod", trial.sharpePerPeriod());
            out.writeObjectFieldStart("values");
            for (Map.Entry<String, Double> each : trial.values().entrySet()) {
                write(out, each.getKey(), each.getValue());
            }
            out.writeEndObject();
            out.writeObjectFieldStart("measures");
            for (Map.Entry<Measure, Double> each : trial.measures().values().entrySet()) {
                write(out, each.getKey().key(), each.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumberField(name, value);
        } else {
            out.writeStringField(name, Double.toString(value)); // NaN and the infinities are no numbers in JSON
        }
    }

    private static Trial parse(String line) throws IOException {
        Map<String, Map<String, Double>> parts = new HashMap<>();
        String part = "";
        try (JsonParser in = FACTORY.createParser(line)) {
            in.nextToken();
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    part = in.currentName();
                } else if (token == JsonToken.END_OBJECT) {
                    part = "";
                } else if (token != JsonToken.FIELD_NAME) {
                    parts.computeIfAbsent(part, name -> new TreeMap<>())
                            .put(in.currentName(), Double.valueOf(in.getText()));
                }
            }
        }
        Measures measures = new Measures();
        parts.getOrDefault("measures", Map.of()).forEach((key, value) -> measures.put(Measure.of(key), value));
        Map<String, Double> itself = parts.get("");
        return new Trial(
                parts.getOrDefault("values", Map.of()), itself.get("share"), measures, itself.get("sharpePerPeriod"));
    }
}
