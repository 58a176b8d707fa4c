package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.millrace.feeds.support.FrameLines;

/** A frame of every kind, as the venue's documentation prints them. */
final class AlpacaFrames {
    static final List<String> ALL = FrameLines.text("alpaca").stream()
            .map(frame -> new String(frame, UTF_8))
            .toList();

    private AlpacaFrames() {}
}
