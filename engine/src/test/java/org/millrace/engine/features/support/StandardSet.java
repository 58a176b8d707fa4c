package org.millrace.engine.features.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.features.FeatureDefinitions;
import org.millrace.engine.features.FeatureSetSettings;

/** The set {@code standard} of the demo's settings, and sets as the messages by which they reach a line. */
public final class StandardSet {
    private static final Path FILE = Path.of("..", "config", "millrace.yaml");

    private StandardSet() {}

    /** Returns the demo's set for other timeframes. */
    public static FeatureSetSettings on(String... timeframes) {
        FeatureSetSettings set = SettingsFile.read(FILE, MillraceSettings.class)
                .features()
                .sets()
                .get(0);
        return new FeatureSetSettings(
                set.id(), set.name(), set.version(), List.of(timeframes), set.benchmark(), set.features());
    }

    /** Returns a set of features of one-minute bars. */
    public static FeatureSetSettings of(String... features) {
        return new FeatureSetSettings(1, "some", 1, List.of("1m"), "simulator:BTC-USDT", List.of(features));
    }

    /** Returns the messages that declare a set. */
    public static List<byte[]> messages(FeatureSetSettings set, int benchmarkId) {
        List<byte[]> messages = new ArrayList<>();
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        for (int i = 0; i < set.features().size(); i++) {
            new FeatureDefinitions().encode(set, benchmarkId, i, 0, buffer);
            byte[] message = new byte[FeatureDefinitions.LENGTH];
            buffer.getBytes(0, message);
            messages.add(message);
        }
        return messages;
    }

    /** Returns the message that ends a set. */
    public static byte[] end(int setId) {
        byte[] message = new byte[FeatureDefinitions.LENGTH];
        new FeatureDefinitions().encodeEnd(setId, 0, new UnsafeBuffer(message));
        return message;
    }
}
