package org.millrace.codecs.feature;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;

/**
 * The feature sets that definitions told of. Each version stays known, also when its set has ended: rows of it may still
 * be asked for. Single-threaded.
 */
public final class FeatureSets {
    private final FeatureDefinitionDecoder definition = new FeatureDefinitionDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Long2ObjectHashMap<FeatureSet> known = new Long2ObjectHashMap<>();
    private final TreeMap<Integer, FeatureSet> declared = new TreeMap<>();
    private final Int2ObjectHashMap<String> lastNames = new Int2ObjectHashMap<>();
    private final List<String> names = new ArrayList<>();

    /**
     * Takes a definition, one of the run that declares a set.
     *
     * @return the set, when this is the last of its run; otherwise null, and null when the set ends
     */
    public FeatureSet onDefinition(DirectBuffer buffer, int offset) {
        int flags = EventPrefix.flags(buffer, offset);
        definition.wrapAndApplyHeader(buffer, offset, header);
        String feature = definition.feature();
        if ((flags & EventPrefix.FIRST) != 0) {
            names.clear();
        }
        if (feature.isEmpty()) {
            declared.remove(definition.setId());
            return null;
        }
        if (definition.index() == names.size()) {
            names.add(feature);
        }
        boolean isWhole = (flags & EventPrefix.LAST) != 0 && definition.index() == names.size() - 1;
        return isWhole ? declare() : null;
    }

    /** Returns a version of a set, or null. Allocates nothing. */
    public FeatureSet get(int setId, int version) {
        return known.get(key(setId, version));
    }

    /**
     * Returns a version of a set by its name, or null.
     *
     * @param version 0: as it is declared
     */
    public FeatureSet find(String name, int version) {
        Collection<FeatureSet> among = version == 0 ? declared.values() : known.values();
        for (FeatureSet set : among) {
            if (set.name().equals(name) && (version == 0 || set.version() == version)) {
                return set;
            }
        }
        return null;
    }

    /** Returns the name that a set was last declared under, also if it has ended; null: it never was. */
    public String name(int setId) {
        return lastNames.get(setId);
    }

    /** Returns the sets that have not ended, by id. */
    public Collection<FeatureSet> declared() {
        return Collections.unmodifiableCollection(declared.values());
    }

    /** Begins anew: the engine declares all of its sets when it has started. */
    public void begin() {
        declared.clear();
        names.clear();
    }

    private FeatureSet declare() {
        FeatureSet set = new FeatureSet(
                definition.setId(),
                definition.setVersion(),
                definition.setName(),
                definition.benchmarkId(),
                definition.timeframes(),
                names);
        known.put(key(set.id(), set.version()), set);
        declared.put(set.id(), set);
        lastNames.put(set.id(), set.name());
        return set;
    }

    private static long key(int setId, int version) {
        return (long) setId << Integer.SIZE | (version & 0xFFFF_FFFFL);
    }
}
