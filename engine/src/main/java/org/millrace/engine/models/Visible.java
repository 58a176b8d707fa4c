package org.millrace.engine.models;

/** Text from elsewhere as a terminal may show it: what it would obey instead is written as JSON has it, {@code \\u202e}. */
public final class Visible {
    private Visible() {}

    /** Tells whether a text has nothing but what is seen: no line ends, controls, or marks of direction. */
    public static boolean is(String text) {
        return text.codePoints().noneMatch(Visible::isHidden);
    }

    /** Returns a value's text, all of it to be seen. */
    public static String of(Object value) {
        return of(value, "");
    }

    /**
     * Returns a value's text, all of it to be seen.
     *
     * @param spared characters that stay as they are
     */
    public static String of(Object value, String spared) {
        StringBuilder visible = new StringBuilder();
        for (char each : String.valueOf(value).toCharArray()) {
            if (isHidden(each) && spared.indexOf(each) < 0) {
                visible.append("\\u%04x".formatted((int) each));
            } else {
                visible.append(each);
            }
        }
        return visible.toString();
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
