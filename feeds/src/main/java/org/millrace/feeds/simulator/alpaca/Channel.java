package org.millrace.feeds.simulator.alpaca;

import org.millrace.feeds.simulator.face.Content;

/** What can be subscribed to. */
enum Channel {
    TRADES("trades", Content.TRADES),
    QUOTES("quotes", Content.OTHER),
    BOOKS("orderbooks", Content.BOOK),
    BARS("bars", Content.OTHER),
    DAILY_BARS("dailyBars", Content.OTHER),
    STATUSES("statuses", Content.OTHER);

    private final String text;
    private final Content content;

    Channel(String text, Content content) {
        this.text = text;
        this.content = content;
    }

    String text() {
        return text;
    }

    Content content() {
        return content;
    }

    /** Returns the channel of that name, or null: nothing is ever said on the others. */
    static Channel of(String name) {
        for (Channel channel : values()) {
            if (channel.text.equals(name)) {
                return channel;
            }
        }
        return null;
    }
}
