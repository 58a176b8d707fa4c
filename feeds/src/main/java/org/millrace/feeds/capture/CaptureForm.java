package org.millrace.feeds.capture;

import java.nio.file.Path;

/** How frames stand in a file of a capture. */
public enum CaptureForm {
    /** As they came. */
    TEXT(".ws.jsonl"),
    /** Two hexadecimal digits a byte. */
    BINARY(".bin.jsonl"),
    /** Request and body of REST answers. */
    ANSWERS(".rest.jsonl"),
    /** What the recorder sent. */
    SENT(".sent.jsonl");

    private final String end;

    CaptureForm(String end) {
        this.end = end;
    }

    /** Returns what names of such files end with, before that of packed ones. */
    String end() {
        return end;
    }

    /** Returns the form that a file's name says. */
    static CaptureForm of(Path file) {
        String name = file.getFileName().toString();
        for (CaptureForm form : values()) {
            if (name.endsWith(form.end) || name.endsWith(form.end + CaptureFile.PACKED)) {
                return form;
            }
        }
        return TEXT;
    }
}
