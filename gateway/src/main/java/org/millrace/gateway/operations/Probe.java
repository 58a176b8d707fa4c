package org.millrace.gateway.operations;

import java.util.Locale;

/** What a supervisor wants to know. */
public enum Probe {
    /** Whether the program works at all; one that does not is to be started again. */
    LIVE,
    /** Whether it is of use now; one that is not should not be asked by clients. */
    READY,
    /** Whether it has come up; until then the other two are not worth asking. */
    STARTUP;

    /** Returns its name in paths and labels. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
