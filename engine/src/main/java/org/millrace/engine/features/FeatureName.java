package org.millrace.engine.features;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.codecs.settings.NearestName;

/**
 * What a feature is, and its window: {@code returns_5}; or {@code volume_momentum}, whose window is the usual one.
 *
 * @param window  in bars; 0: it has none
 * @param isUsual whether the name tells no window, though there is one
 */
record FeatureName(FeatureKind kind, int window, boolean isUsual) {
    /** Longest window. */
    static final int MAX_WINDOW = 500;

    private static final Pattern WITH_WINDOW = Pattern.compile("(.*?)_(\\d{1,6})");

    /** Returns the feature of a name, if there is one. */
    static Optional<FeatureName> find(String text) {
        Matcher matcher = WITH_WINDOW.matcher(text);
        boolean hasWindow = matcher.matches();
        FeatureKind kind = FeatureKind.find(hasWindow ? matcher.group(1) : text);
        if (kind == null) {
            return Optional.empty();
        }
        boolean isUsual = kind.hasWindow() && !hasWindow;
        int window = hasWindow ? Integer.parseInt(matcher.group(2)) : kind.usualWindow();
        boolean fits = window >= kind.leastWindow() && window <= MAX_WINDOW;
        FeatureName name = new FeatureName(kind, window, isUsual);
        return fits && name.text().equals(text) ? Optional.of(name) : Optional.empty();
    }

    /** Says what would have been a feature, where a name is none. */
    static String expected(String text) {
        Matcher matcher = WITH_WINDOW.matcher(text);
        String base = matcher.matches() ? matcher.group(1) : text;
        FeatureKind kind = FeatureKind.find(base);
        if (kind == null) {
            FeatureKind nearest = FeatureKind.find(NearestName.of(base, FeatureKind.names()));
            boolean isBare = !nearest.hasWindow() || (!matcher.matches() && nearest.usualWindow() > 0);
            String window = matcher.matches() ? "_" + matcher.group(2) : "_N";
            return "a known feature; did you mean " + nearest.text() + (isBare ? "" : window) + "?";
        }
        String usual = kind.usualWindow() > 0 ? ", or " + kind.text() + " for " + kind.usualWindow() : "";
        return kind.hasWindow()
                ? kind.text() + "_N with N from " + kind.leastWindow() + " to " + MAX_WINDOW + usual
                : kind.text() + ", which has no window";
    }

    String text() {
        return kind.hasWindow() && !isUsual ? kind.text() + "_" + window : kind.text();
    }
}
