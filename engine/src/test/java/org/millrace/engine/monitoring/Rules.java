package org.millrace.engine.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the alert rules of a file judge by. */
final class Rules {
    private Rules() {}

    static List<String> in(Path file) {
        try {
            Map<?, ?> root =
                    (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            List<String> expressions = new ArrayList<>();
            for (Object group : (List<?>) root.get("groups")) {
                for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
                    expressions.add((String) ((Map<?, ?>) rule).get("expr"));
                }
            }
            return expressions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
