package org.millrace.engine.config;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.codecs.settings.NearestName;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.venues.Venues;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Binds a YAML file to nested records. The keys of a mapping are the record's components in kebab case; what is
 * missing comes from the record's {@code DEFAULTS}, what is not known is refused.
 */
public final class SettingsFile {
    private static final String DEFAULTS = "DEFAULTS";

    private final Path file;

    private SettingsFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a settings file.
     *
     * @param type record with a constant {@code DEFAULTS} of its own type
     * @throws SettingsException if the file cannot be read, or says what no setting knows or takes
     */
    public static <T extends Record> T read(Path file, Class<T> type) {
        SettingsFile settings = new SettingsFile(file);
        try (Reader reader = Files.newBufferedReader(file)) {
            Node root = new Compose(
                            LoadSettings.builder().setLabel(file.toString()).build())
                    .composeReader(reader)
                    .orElse(null);
            return type.cast(root == null ? defaults(type) : settings.record(root, type, ""));
        } catch (NoSuchFileException e) {
            throw new SettingsException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new SettingsException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new SettingsException(file + ":" + line + ": is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new SettingsException(file + ": is not YAML: " + e.getMessage(), e);
        }
    }

    private Object record(Node node, Class<?> type, String key) {
        if (!(node instanceof MappingNode mapping)) {
            throw refuse(node, key, "expected the settings " + String.join(", ", names(type)));
        }
        Map<String, Node> given = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = ((ScalarNode) tuple.getKeyNode()).getValue();
            if (!names(type).contains(name)) {
                String nearest = NearestName.of(name, names(type));
                throw refuse(tuple.getKeyNode(), join(key, name), "unknown setting; did you mean " + nearest + "?");
            }
            given.put(name, tuple.getValueNode());
        }
        return construct(node, type, key, given);
    }

    private Object construct(Node node, Class<?> type, String key, Map<String, Node> given) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        Object defaults = defaults(type);
        for (int i = 0; i < components.length; i++) {
            String name = kebab(components[i].getName());
            Node value = given.get(name);
            types[i] = components[i].getType();
            if (value != null) {
                values[i] = value(value, components[i].getGenericType(), join(key, name));
            } else if (defaults != null) {
                values[i] = invoke(components[i], defaults);
            } else {
                throw refuse(node, join(key, name), "missing");
            }
        }
        try {
            Object made = type.getDeclaredConstructor(types).newInstance(values);
            return made instanceof FeedSettings feed ? Venues.complete(feed) : made;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(at(node) + e.getMessage(), e);
        } catch (InvocationTargetException e) {
            throw new SettingsException(at(node) + e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not a public record", e);
        }
    }

    private Object value(Node node, Type generic, String key) {
        if (generic instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            return parameterized.getRawType() == List.class
                    ? list(node, arguments[0], key)
                    : map(node, arguments[1], key);
        }
        Class<?> type = (Class<?>) generic;
        if (!Scalars.isScalar(type)) {
            return record(node, type, key);
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw refuse(node, key, "expected one value");
        }
        try {
            return Scalars.read(type, scalar.getValue());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refuse(node, key, scalar.getValue() + ", expected " + e.getMessage());
        }
    }

    private List<Object> list(Node node, Type element, String key) {
        if (!(node instanceof SequenceNode sequence)) {
            throw refuse(node, key, "expected a list");
        }
        List<Object> values = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            values.add(value(item, element, key + "[" + values.size() + "]"));
        }
        return List.copyOf(values);
    }

    private Map<String, Object> map(Node node, Type element, String key) {
        if (!(node instanceof MappingNode mapping)) {
            throw refuse(node, key, "expected names with values");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = ((ScalarNode) tuple.getKeyNode()).getValue();
            values.put(name, value(tuple.getValueNode(), element, join(key, name)));
        }
        return values;
    }

    private SettingsException refuse(Node node, String key, String problem) {
        return new SettingsException(at(node) + key + ": " + problem);
    }

    private String at(Node node) {
        return file + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1) + ": ";
    }

    private static List<String> names(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(kebab(component.getName()));
        }
        return names;
    }

    private static Object defaults(Class<?> type) {
        try {
            Object defaults = type.getField(DEFAULTS).get(null);
            return type.isInstance(defaults) ? defaults : null;
        } catch (NoSuchFieldException e) {
            return null; // every component must be given
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(type + "." + DEFAULTS + " is not public", e);
        }
    }

    private static Object invoke(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    static String join(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }
}
