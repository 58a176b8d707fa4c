package org.millrace.engine.strategy;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * What a strategy was started as.
 *
 * @param strategyId   1 and above, by which its orders are known
 * @param name         its class
 * @param version      SHA-256 of its jar; empty: the engine's own
 * @param instrumentId for which it was started
 * @param values       of its parameters, where they were given
 */
record StrategyOrigin(
        int strategyId, int accountId, String name, String version, int instrumentId, Map<String, Double> values) {
    private static final int TEXT_LENGTH = 68; // a hash in digits

    StrategyOrigin {
        values = new TreeMap<>(values);
    }

    /** Returns a byte of the hash of its jar, 0 to 255; 0: it has none. */
    short hash(int index) {
        return version.isEmpty() ? 0 : (short) HexFormat.fromHexDigits(version, 2 * index, 2 * index + 2);
    }

    void save(SnapshotWriter out) {
        out.putInt(strategyId).putInt(accountId).putInt(instrumentId);
        saveText(name, out);
        saveText(version, out);
        out.putInt(values.size());
        values.forEach((key, value) -> {
            saveText(key, out);
            out.putDouble(value);
        });
    }

    static StrategyOrigin load(SnapshotReader in) {
        int strategyId = in.getInt();
        int accountId = in.getInt();
        int instrumentId = in.getInt();
        String name = loadText(in);
        String version = loadText(in);
        Map<String, Double> values = new TreeMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            values.put(loadText(in), in.getDouble());
        }
        return new StrategyOrigin(strategyId, accountId, name, version, instrumentId, values);
    }

    static void saveText(String text, SnapshotWriter out) {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[TEXT_LENGTH]);
        bytes.putInt(0, bytes.putStringWithoutLengthUtf8(Integer.BYTES, text));
        out.putBytes(bytes, 0, TEXT_LENGTH);
    }

    static String loadText(SnapshotReader in) {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[TEXT_LENGTH]);
        in.getBytes(bytes, 0, TEXT_LENGTH);
        return bytes.getStringWithoutLengthUtf8(Integer.BYTES, bytes.getInt(0));
    }
}
