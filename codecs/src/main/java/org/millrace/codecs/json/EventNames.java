package org.millrace.codecs.json;

import java.util.SortedSet;
import java.util.TreeSet;

/** Names of messages by template id, as the schema has them. */
public final class EventNames {
    private final EventSchema schema = new EventSchema();

    /** Returns all names, sorted. */
    public SortedSet<String> all() {
        SortedSet<String> names = new TreeSet<>();
        schema.forEachId(id -> names.add(of(id)));
        return names;
    }

    /** Returns the name of a message; {@code UNKNOWN_200} of one that this schema does not have. */
    public String of(int templateId) {
        return schema.name(templateId);
    }
}
