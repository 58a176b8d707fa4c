package org.millrace.engine.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PromQL as far as it takes to know which metrics it is about. */
final class Expressions {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(?![a-z0-9_]|\\s*\\()");
    private static final Set<String> WORDS = Set.of("or", "and", "unless");

    private Expressions() {}

    /** Returns the metrics by the names that a page declares: a histogram is one. */
    static Set<String> metrics(String expression) {
        String bare = expression.replaceAll("\\{[^}]*}|\\[[^]]*]", "").replaceAll("\\b(by|without)\\s*\\([^)]*\\)", "");
        Set<String> metrics = new TreeSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (!WORDS.contains(name.group())) {
                metrics.add(name.group().replaceAll("_bucket$", ""));
            }
        }
        return metrics;
    }
}
