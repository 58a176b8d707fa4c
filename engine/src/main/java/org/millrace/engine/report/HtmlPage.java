package org.millrace.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.millrace.engine.performance.Measure;

/** One HTML file that holds everything: style, script, and the numbers as JSON. */
final class HtmlPage {
    private static final String STYLE = "report.css";
    private static final String[] SCRIPTS = {"report.js", "sections.js", "research.js", "training.js", "page.js"};

    private HtmlPage() {}

    /**
     * Makes a page.
     *
     * @param kind  section of the script that draws it
     * @param parts writes the fields that this reads
     */
    static String of(String kind, String title, String subtitle, JsonReport.Part parts) {
        String json = JsonReport.text(report -> {
            report.out().writeStartObject();
            report.out().writeStringField("kind", kind);
            report.out().writeStringField("title", title);
            report.out().writeStringField("subtitle", subtitle);
            definitions(report);
            parts.write(report);
            report.out().writeEndObject();
        });
        return resource("report.html")
                .replace("@style@", resource(STYLE))
                .replace("@script@", script())
                .replace("@data@", json.replace("<", "\\u003c")); // a text in it cannot end the script
    }

    /** Returns the policy under which a server may show any page that is made now. */
    static String policy() {
        return policy('\n' + script() + '\n', '\n' + resource(STYLE) + '\n');
    }

    /** Returns the policy under which a server may show a page that was made once, perhaps by another release. */
    static String policyOf(String page) {
        return policy(between("<script>", "</script>", page), between("<style>", "</style>", page));
    }

    /**
     * Returns a Content-Security-Policy that allows a page's own script and style, each by its hash, and nothing else:
     * the page belongs to no origin, so that whatever ran in it would reach nothing of the server's.
     */
    private static String policy(String script, String style) {
        return "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style)
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts";
    }

    private static String between(String open, String close, String page) {
        int from = page.lastIndexOf(open);
        int to = page.indexOf(close, Math.max(0, from));
        return from < 0 || to < 0 ? "" : page.substring(from + open.length(), to);
    }

    private static String script() {
        StringBuilder script = new StringBuilder();
        for (String each : SCRIPTS) {
            script.append(resource(each));
        }
        return script.toString();
    }

    /** Returns the hash of what stands between two tags. */
    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void definitions(JsonReport report) throws IOException {
        report.out().writeObjectFieldStart("definitions");
        for (Measure measure : Measure.values()) {
            report.out().writeObjectFieldStart(measure.key());
            report.out().writeStringField("label", measure.label());
            report.out().writeStringField("unit", measure.unit().name());
            report.out().writeEndObject();
        }
        report.out().writeEndObject();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
