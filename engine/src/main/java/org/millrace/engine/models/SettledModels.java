package org.millrace.engine.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What settings have said last of models: of each name which version is promoted, and of each version that it is a shadow. */
final class SettledModels {
    private static final String PROMOTED = "/promoted";

    private final Map<String, Said> said = new TreeMap<>();

    /** Who is to have a role. */
    record Said(String hash, int instrumentId, int version) {}

    /** Tells whether they said the same before. */
    boolean has(String name, ModelState role, Said what) {
        return what.equals(said.get(key(name, what.version, role)));
    }

    void put(String name, ModelState role, Said what) {
        said.put(key(name, what.version, role), what);
    }

    /** Forgets that they gave a version a role; tells whether it has still got it, as they said it. */
    boolean remove(String name, int version, ModelState role, RunningModel running) {
        String key = key(name, version, role);
        Said before = said.get(key);
        if (before == null || before.version != version) {
            return false;
        }
        said.remove(key);
        return running != null
                && running.state() == role
                && before.equals(new Said(running.hash(), running.instrumentId(), version));
    }

    /** Forgets all that they said of a name. */
    void removeAll(String name) {
        said.keySet().removeIf(key -> nameOf(key).equals(name));
    }

    /** Returns what they have said, by name. */
    List<SettledModel> all() {
        List<SettledModel> all = new ArrayList<>();
        said.forEach((key, each) -> all.add(new SettledModel(nameOf(key), each.version, key.endsWith(PROMOTED))));
        return all;
    }

    void save(SnapshotWriter out) {
        out.putInt(said.size());
        said.forEach((key, each) -> {
            Texts.save(key, out);
            Texts.save(each.hash, out);
            out.putInt(each.instrumentId).putInt(each.version);
        });
    }

    void load(SnapshotReader in) {
        said.clear();
        for (int left = in.getInt(); left > 0; left--) {
            said.put(Texts.load(in), new Said(Texts.load(in), in.getInt(), in.getInt()));
        }
    }

    private static String key(String name, int version, ModelState role) {
        return name + (role == ModelState.PROMOTED ? PROMOTED : "/" + version);
    }

    private static String nameOf(String key) {
        return key.substring(0, key.indexOf('/')); // which no name contains
    }
}
