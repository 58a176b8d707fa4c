package org.millrace.bench.latency;

import java.io.IOException;

/** Something that goes on while trades are sent. */
interface Beside {
    Beside NOTHING = new Beside() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    /** Begins, before the first trade. */
    void begin() throws IOException;

    /** Ends, behind the last. */
    void end() throws IOException;
}
