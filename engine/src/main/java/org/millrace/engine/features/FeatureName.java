package org.millrace.engine.features;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.codecs.settings.NearestName;

/**
 * What a feature is, and its window: {@code returns_5}.
 *
 * @param window in bars; 0: it has none
 */
record FeatureName(FeatureKind kind, int window) {
    /** Longest window. */
    static final int MAX_WINDOW = 500;

    private static final Pattern WITH_WINDOW = Pattern.compile("(.*?)_(\\d{1,6})");

    /** Returns the feature of a name, if there is one. */
    static Optional<FeatureName> find(String text) {
        Matcher matcher = WITH_WINDOW.matcher(text);
        boolean hasWindow = matcher.matches();
        FeatureKind kind = FeatureKind.find(hasWindow ? matcher.group(1) : text);
        if (kind == null || kind.hasWindow() != hasWindow) {
            return Optional.empty();
        }
        int window = hasWindow ? Integer.parseInt(matcher.group(2)) : 0;
        boolean fits = window >= kind.leastWindow() && window <= MAX_WINDOW;
        FeatureName name = new FeatureName(kind, window);
        return fits && name.text().equals(text) ? Optional.of(name) : Optional.empty();
    }

    /** Says what would have been a feature, where a name is none. */
    static String expected(String text) {
        Matcher matcher = WITH_WINDOW.matcher(text);
        String base = matcher.matches() ? matcher.group(1) : text;
        FeatureKind kind = FeatureKind.find(base);
        if (kind == null) {
            FeatureKind nearest = FeatureKind.find(NearestName.of(base, FeatureKind.names()));
            String window = matcher.matches() ? "_" + matcher.group(2) : "_N";
            return "a known feature; did you mean " + nearest.text() + (nearest.hasWindow() ? window : "") + "?";
        }
        return kind.hasWindow()
                ? kind.text() + "_N with N from " + kind.leastWindow() + " to " + MAX_WINDOW
                : kind.text() + ", which has no window";
    }

    String text() {
        return kind.hasWindow() ? kind.text() + "_" + window : kind.text();
    }
}
