package org.millrace.engine.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Who predicts: of each name one version at most that is promoted, and its shadows; and who was promoted before. */
final class ModelRoster {
    private static final int MOST_FORMER = 16;

    /** Promoted ones in front, each kind in the order in which they came. */
    private final List<RunningModel> running = new ArrayList<>();
    /** By name those that were promoted before, the newest last. */
    private final Map<String, List<Former>> former = new TreeMap<>();

    /** A version that was promoted, ready to be so again: to roll back waits for no file. */
    record Former(LoadedModel loaded, int instrumentId) {}

    int count() {
        return running.size();
    }

    RunningModel get(int index) {
        return running.get(index);
    }

    List<ModelTerms> terms() {
        return running.stream().map(RunningModel::terms).toList();
    }

    /** Returns who is promoted; null: nobody of this name. */
    RunningModel promoted(String name) {
        for (RunningModel each : running) {
            if (each.state() == ModelState.PROMOTED && each.name().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /** Returns a version that runs; null: it does not. */
    RunningModel find(String name, int version) {
        for (RunningModel each : running) {
            if (each.name().equals(name) && each.terms().version() == version) {
                return each;
            }
        }
        return null;
    }

    void add(RunningModel model) {
        int at = running.size();
        while (model.state() == ModelState.PROMOTED
                && at > 0
                && running.get(at - 1).state() == ModelState.SHADOW) {
            at--;
        }
        running.add(at, model);
    }

    /** Ends a version for good. */
    void remove(RunningModel model) {
        running.remove(model);
        model.loaded().evaluator().close();
    }

    /** Ends a version that was promoted, and gives way to another. */
    void replace(RunningModel model) {
        running.remove(model);
        List<Former> before = former.computeIfAbsent(model.name(), name -> new ArrayList<>());
        before.add(new Former(model.loaded(), model.instrumentId()));
        if (before.size() > MOST_FORMER) {
            before.remove(0).loaded().evaluator().close();
        }
    }

    /** Returns who was promoted so many steps before, 1: the newest; null: nobody is remembered. */
    Former former(String name, int steps) {
        List<Former> before = former.getOrDefault(name, List.of());
        return steps > before.size() ? null : before.get(before.size() - steps);
    }

    /** Takes who was promoted so many steps before out of memory, and who was since then for good. */
    void takeFormer(String name, int steps) {
        List<Former> before = former.get(name);
        for (int left = steps; left > 1; left--) {
            before.remove(before.size() - 1).loaded().evaluator().close();
        }
        before.remove(before.size() - 1);
        if (before.isEmpty()) {
            former.remove(name);
        }
    }

    void save(SnapshotWriter out) {
        out.putInt(running.size());
        running.forEach(model -> model.save(out));
        out.putInt(former.size());
        former.forEach((name, before) -> {
            Texts.save(name, out);
            out.putInt(before.size());
            before.forEach(each -> {
                Texts.save(each.loaded().hash(), out);
                out.putInt(each.instrumentId());
            });
        });
    }

    void load(SnapshotReader in, ModelLibrary library) {
        running.clear();
        for (int left = in.getInt(); left > 0; left--) {
            running.add(RunningModel.load(in, library));
        }
        former.clear();
        for (int left = in.getInt(); left > 0; left--) {
            List<Former> before = new ArrayList<>();
            String name = Texts.load(in);
            former.put(name, before);
            for (int each = in.getInt(); each > 0; each--) {
                before.add(new Former(library.load(name, Texts.load(in)), in.getInt()));
            }
        }
    }
}
