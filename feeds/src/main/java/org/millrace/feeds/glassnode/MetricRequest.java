package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was asked for.
 *
 * @param path  of the metric, as {@code indicators/ssr}
 * @param asset the venue's own name
 */
record MetricRequest(String path, String asset, Resolution resolution) {
    private static final Pattern URL = Pattern.compile("[^?]*/v1/metrics/([a-z0-9_]+/[a-z0-9_]+)\\?([^ ]*).*");
    private static final Pattern ASSET = Pattern.compile("(?:.*&)?a=([^&]+).*");
    private static final Pattern RESOLUTION = Pattern.compile("(?:.*&)?i=([^&]+).*");

    /** Reads a URL; null = it asks for no metric. */
    static MetricRequest of(String url) {
        Matcher metric = URL.matcher(url);
        if (!metric.matches()) {
            return null;
        }
        String asset = parameter(ASSET, metric.group(2));
        String name = parameter(RESOLUTION, metric.group(2));
        Resolution resolution = name.isEmpty() ? Resolution.DAY : Resolution.of(name); // the venue's default
        return asset.isEmpty() || resolution == null ? null : new MetricRequest(metric.group(1), asset, resolution);
    }

    private static String parameter(Pattern pattern, String query) {
        Matcher found = pattern.matcher(query);
        try {
            return found.matches() ? URLDecoder.decode(found.group(1), UTF_8) : "";
        } catch (IllegalArgumentException e) {
            return ""; // a stray percent sign
        }
    }
}
