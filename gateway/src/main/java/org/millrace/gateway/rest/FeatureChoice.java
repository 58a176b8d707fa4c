package org.millrace.gateway.rest;

import java.util.OptionalLong;
import org.millrace.codecs.feature.FeatureSet;
import org.millrace.codecs.feature.FeatureSets;
import org.millrace.gateway.http.Exchange;

/**
 * Which features somebody wants, by {@code set}, {@code version} and {@code as_of}.
 *
 * @param set       its name; empty: none was named
 * @param version   of the set, as it is declared unless told otherwise; 0: no set was named
 * @param knownByNs only rows that were known then, UTC ns
 * @param known     the set as it was declared; null: nothing that was read lately tells of it, so that only the store may
 */
record FeatureChoice(String set, int version, long knownByNs, FeatureSet known) {
    /** Reads the parameters; throws {@link BadRequest} where they make no sense. */
    static FeatureChoice of(Exchange exchange, FeatureSets sets) {
        String name = exchange.parameter("set", "");
        if (!name.matches("[A-Za-z0-9_.-]{0,32}")) {
            throw new BadRequest("set is the name of a feature set.");
        }
        int version = (int) Math.max(0, RowFilter.number(exchange, "version"));
        OptionalLong knownBy = Parameters.time(exchange, "as_of", Long.MAX_VALUE);
        if (knownBy.isEmpty()) {
            throw new BadRequest("as_of is a time.");
        }
        if (name.isEmpty()) {
            if (version != 0 || knownBy.getAsLong() != Long.MAX_VALUE) {
                throw new BadRequest("version and as_of are of a set, which is missing.");
            }
            return new FeatureChoice(name, 0, Long.MAX_VALUE, null);
        }
        FeatureSet known = sets.find(name, version);
        if (known == null && version == 0) {
            throw new BadRequest("No set of this name is declared now; of one that was, name the version.");
        }
        return new FeatureChoice(name, known == null ? version : known.version(), knownBy.getAsLong(), known);
    }
}
