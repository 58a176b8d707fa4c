package org.millrace.gateway.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks JSON against the words of JSON Schema that the description uses; another word is a fault of the description. */
final class Schemas {
    private static final List<String> REMARKS = List.of("description", "default", "example", "format");

    private final ApiDocument document;

    Schemas(ApiDocument document) {
        this.document = document;
    }

    /** Adds what is wrong with a value, with where it is. */
    void check(Map<String, Object> named, Object value, String where, List<String> findings) {
        Map<String, Object> schema = document.resolved(named);
        for (Map.Entry<String, Object> word : schema.entrySet()) {
            if (!REMARKS.contains(word.getKey()) && !check(word, schema, value, where, findings)) {
                findings.add(where + ": " + word.getKey() + " " + word.getValue() + ", not " + value);
            }
        }
    }

    private boolean check(
            Map.Entry<String, Object> word,
            Map<String, Object> schema,
            Object value,
            String where,
            List<String> findings) {
        Object wanted = word.getValue();
        return switch (word.getKey()) {
            case "type" -> isType(wanted, value);
            case "enum" -> ((List<?>) wanted).contains(value);
            case "pattern" ->
                value instanceof String text
                        && Pattern.compile((String) wanted).matcher(text).find();
            case "minimum" -> value instanceof Number number && number.doubleValue() >= number(wanted);
            case "maximum" -> value instanceof Number number && number.doubleValue() <= number(wanted);
            case "minItems" -> value instanceof List<?> list && list.size() >= number(wanted);
            case "maxItems" -> value instanceof List<?> list && list.size() <= number(wanted);
            case "maxProperties" -> value instanceof Map<?, ?> map && map.size() <= number(wanted);
            case "required" -> value instanceof Map<?, ?> map && map.keySet().containsAll((List<?>) wanted);
            case "additionalProperties" -> hasOnlyKnown(wanted, schema, value, where, findings);
            case "properties" -> properties(ApiDocument.cast(wanted), value, where, findings);
            case "items" -> items(ApiDocument.cast(wanted), value, where, findings);
            case "oneOf" -> isOneOf((List<?>) wanted, value, where);
            default -> throw new IllegalArgumentException("unknown word in a schema: " + word.getKey());
        };
    }

    private boolean properties(Map<String, Object> wanted, Object value, String where, List<String> findings) {
        wanted.forEach((name, schema) -> {
            if (value instanceof Map<?, ?> map && map.containsKey(name)) {
                check(ApiDocument.cast(schema), map.get(name), where + '/' + name, findings);
            }
        });
        return true;
    }

    private boolean items(Map<String, Object> wanted, Object value, String where, List<String> findings) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                check(wanted, list.get(i), where + '/' + i, findings);
            }
        }
        return true;
    }

    private boolean isOneOf(List<?> wanted, Object value, String where) {
        return wanted.stream()
                        .filter(each -> {
                            List<String> findings = new ArrayList<>();
                            check(ApiDocument.cast(each), value, where, findings);
                            return findings.isEmpty();
                        })
                        .count()
                == 1;
    }

    private boolean hasOnlyKnown(
            Object wanted, Map<String, Object> schema, Object value, String where, List<String> findings) {
        if (wanted instanceof Map) {
            return value instanceof Map<?, ?> map
                    && properties(
                            map.keySet().stream().collect(Collectors.toMap(Object::toString, key -> wanted)),
                            value,
                            where,
                            findings);
        }
        return value instanceof Map<?, ?> map
                && ApiDocument.at(schema, "properties").keySet().containsAll(map.keySet());
    }

    private static boolean isType(Object wanted, Object value) {
        if (wanted instanceof List<?> list) {
            return list.stream().anyMatch(each -> isType(each, value));
        }
        return switch ((String) wanted) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
            case "null" -> value == null;
            default -> throw new IllegalArgumentException("unknown type in a schema: " + wanted);
        };
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
