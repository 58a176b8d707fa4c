package org.millrace.engine.inspect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.json.EventRow;
import org.millrace.codecs.sbe.MessageHeaderEncoder;

/** Names of messages by template id, as the schema has them. */
public final class EventNames {
    private static final int MAX_TEMPLATE_ID = 255;
    private static final String UNKNOWN = "UNKNOWN_";

    private final Map<Integer, String> names = new LinkedHashMap<>();

    /** Asks the schema. */
    public EventNames() {
        MutableDirectBuffer event = new ExpandableArrayBuffer(512);
        MessageHeaderEncoder header = new MessageHeaderEncoder();
        EventRow row = new EventRow(id -> null);
        for (int id = 1; id <= MAX_TEMPLATE_ID; id++) {
            header.wrap(event, 0).blockLength(200).templateId(id).schemaId(1).version(1);
            String name = row.wrap(event, 0).values().get(0);
            if (!name.startsWith(UNKNOWN)) {
                names.put(id, name);
            }
        }
    }

    /** Returns all names, sorted. */
    public Set<String> all() {
        return new TreeSet<>(names.values());
    }

    /** Returns the name of a message. */
    public String of(int templateId) {
        return names.getOrDefault(templateId, UNKNOWN + templateId);
    }
}
