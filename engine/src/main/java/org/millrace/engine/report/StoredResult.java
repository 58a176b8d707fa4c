package org.millrace.engine.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.collections.LongArrayList;
import org.millrace.engine.performance.Curve;
import org.millrace.engine.performance.Doubles;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.performance.Measures;

/**
 * What another run wrote as JSON, as far as it is compared.
 *
 * @param name     of its file
 * @param curve    of equity
 * @param measures of the whole
 */
public record StoredResult(String name, Curve curve, Measures measures) {
    private static final long NS_PER_MS = 1_000_000;

    /**
     * Reads a file that {@code millrace backtest --json} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static StoredResult read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    file + ": is a folder; expected a file that millrace backtest --json wrote");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(file, in);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": is no JSON; expected what millrace backtest --json wrote", e);
        }
    }

    private static StoredResult read(Path file, InputStream stream) throws IOException {
        LongArrayList times = new LongArrayList();
        Doubles equity = new Doubles();
        Measures measures = new Measures();
        try (JsonParser in = new JsonFactory().createParser(stream)) {
            if (in.nextToken() == JsonToken.START_OBJECT) {
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String name = in.currentName();
                    in.nextToken();
                    switch (name) {
                        case "measures" -> measures(in, measures);
                        case "curve" -> curve(in, times, equity);
                        default -> in.skipChildren();
                    }
                }
            }
        }
        if (times.isEmpty() || times.size() != equity.size()) {
            throw new IllegalArgumentException(file + ": has no curve; expected what millrace backtest --json wrote");
        }
        Curve curve = new Curve();
        for (int i = 0; i < equity.size(); i++) {
            curve.add(times.getLong(i), equity.get(i));
        }
        return new StoredResult(String.valueOf(file.getFileName()), curve, measures);
    }

    private static void measures(JsonParser in, Measures out) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            Measure measure = Measure.of(in.currentName());
            out.put(measure, in.nextToken() == JsonToken.VALUE_NULL ? Double.NaN : in.getDoubleValue());
        }
    }

    private static void curve(JsonParser in, LongArrayList times, Doubles equity) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals("times")) {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    times.addLong(in.getLongValue() * NS_PER_MS);
                }
            } else if (name.equals("equity")) {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    equity.add(in.getDoubleValue());
                }
            } else {
                in.skipChildren();
            }
        }
    }
}
