package org.millrace.gateway.notify;

import java.util.Locale;

/** Ways to tell of an alert, besides its channel of the WebSocket. Bits are those of the schema's AlertChannels. */
public enum Channel {
    EMAIL(1),
    WEBHOOK(2),
    SLACK(3),
    TELEGRAM(4),
    PAGERDUTY(5);

    private final int bit;

    Channel(int bit) {
        this.bit = bit;
    }

    /** Returns the name in REST, settings and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether a set of AlertChannels has this one. */
    boolean isIn(int channels) {
        return (channels & (1 << bit)) != 0;
    }
}
