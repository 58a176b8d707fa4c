package org.millrace.engine.strategy;

import java.util.Map;
import java.util.TreeMap;
import org.millrace.codecs.sbe.StrategyCommandDecoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Which version of each strategy from a jar was loaded last: the one that is started from now on. */
final class StrategyVersions {
    private static final int HASH_LENGTH = 32;
    private static final String DIGITS = "0123456789abcdef";

    private final StrategyLibrary library;
    private final Map<String, String> versions = new TreeMap<>();

    StrategyVersions(StrategyLibrary library) {
        this.library = library;
    }

    /** Returns the version of a strategy; empty: the engine's own. */
    String of(String name) {
        return versions.getOrDefault(name, StrategyLibrary.SHIPPED);
    }

    /** Returns a strategy of a version. */
    StrategyType find(String name, String version) {
        return library.find(name, version);
    }

    /**
     * Obeys a command to load.
     *
     * @return whether that can be done: the engine's own keep their names, and a jar is looked through
     */
    boolean load(StrategyCommandDecoder command) {
        String name = command.name();
        StringBuilder hash = new StringBuilder(2 * HASH_LENGTH);
        for (int i = 0; i < HASH_LENGTH; i++) {
            int each = command.fileHash(i);
            hash.append(DIGITS.charAt(each >> 4)).append(DIGITS.charAt(each & 0xF));
        }
        if (library.isShipped(name)) {
            return false;
        }
        try {
            library.find(name, hash.toString());
        } catch (IllegalArgumentException e) { // the command's sender checks before, and says what is wrong
            return false;
        }
        versions.put(name, hash.toString());
        return true;
    }

    void save(SnapshotWriter out) {
        out.putInt(versions.size());
        versions.forEach((name, version) -> {
            StrategyOrigin.saveText(name, out);
            StrategyOrigin.saveText(version, out);
        });
    }

    void load(SnapshotReader in) {
        versions.clear();
        for (int left = in.getInt(); left > 0; left--) {
            String name = StrategyOrigin.loadText(in);
            versions.put(name, StrategyOrigin.loadText(in));
        }
    }
}
