package org.millrace.engine.why;

import java.util.List;

/** Writes reasons as a tree for people, or as one JSON object for programs. */
public final class ReasonsText {
    private ReasonsText() {}

    /** Returns a tree of lines. */
    public static String tree(Reasons reasons) {
        StringBuilder out = new StringBuilder();
        tree(out, "", reasons);
        return out.toString();
    }

    /** Returns a JSON object. */
    public static String json(Reasons reasons) {
        StringBuilder out = new StringBuilder();
        json(out, reasons);
        return out.toString();
    }

    private static void tree(StringBuilder out, String indent, Reasons reasons) {
        out.append(indent).append(head(reasons.what())).append(": ").append(reasons.verdict());
        out.append('\n').append(indent).append("  quality of its data: ");
        out.append(reasons.quality().isEmpty() ? "nothing against it" : String.join(", ", reasons.quality()));
        out.append('\n');
        list(out, indent, "from input " + reasons.what().cause() + " to it", reasons.chain());
        list(out, indent, "seen by then", reasons.seen());
        list(out, indent, "its order", reasons.life());
        if (reasons.placing() != null) {
            out.append(indent).append("  why it was ordered\n");
            tree(out, indent + "    ", reasons.placing());
        }
    }

    private static void list(StringBuilder out, String indent, String title, List<Told> events) {
        if (events.isEmpty()) {
            return;
        }
        out.append(indent).append("  ").append(title).append('\n');
        for (Told each : events) {
            out.append(indent).append("    ").append(head(each)).append(' ').append(each.json());
            out.append('\n');
        }
    }

    private static String head(Told event) {
        return "#" + event.sequence() + " " + event.type() + " (input " + event.cause() + ")";
    }

    private static void json(StringBuilder out, Reasons reasons) {
        out.append("{\"what\":").append(reasons.what().json());
        out.append(",\"verdict\":\"").append(escaped(reasons.verdict())).append("\",\"quality\":[");
        out.append(String.join(
                ",", reasons.quality().stream().map(each -> '"' + each + '"').toList()));
        out.append("],");
        array(out, "chain", reasons.chain());
        out.append(',');
        array(out, "seen", reasons.seen());
        out.append(',');
        array(out, "life", reasons.life());
        out.append(",\"placing\":");
        if (reasons.placing() == null) {
            out.append("null");
        } else {
            json(out, reasons.placing());
        }
        out.append('}');
    }

    private static void array(StringBuilder out, String name, List<Told> events) {
        out.append('"').append(name).append("\":[");
        out.append(String.join(",", events.stream().map(Told::json).toList()));
        out.append(']');
    }

    /** Escapes what a strategy's own words may have in them. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
