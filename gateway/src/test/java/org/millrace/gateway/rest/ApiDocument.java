package org.millrace.gateway.rest;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.millrace.gateway.page.Page;

/** The description of the API, read as a test reads it. */
final class ApiDocument {
    private final Map<String, Object> root;
    private final Schemas schemas;

    ApiDocument(String text) {
        root = object(text);
        schemas = new Schemas(this);
    }

    static ApiDocument shipped() {
        return new ApiDocument(
                new String(Page.resource("/org/millrace/gateway/rest/openapi.json"), StandardCharsets.UTF_8));
    }

    /** Returns the operations by method and path, as {@code GET /api/v1/health}. */
    Map<String, Map<String, Object>> operations() {
        Map<String, Map<String, Object>> operations = new TreeMap<>();
        at(root, "paths").forEach((path, item) -> cast(item).forEach((method, operation) -> {
            if (operation instanceof Map) {
                operations.put(method.toUpperCase(Locale.ROOT) + ' ' + path, cast(operation));
            }
        }));
        return operations;
    }

    /** Returns a path with the examples of those of its parameters that must be there. */
    String example(String path, Map<String, Object> operation) {
        String filled = path;
        for (Map<String, Object> parameter : parameters(operation)) {
            String name = (String) parameter.get("name");
            String example = (String) parameter.get("example");
            if ("path".equals(parameter.get("in"))) {
                filled = filled.replace("{" + name + "}", example);
            } else if (Boolean.TRUE.equals(parameter.get("required"))) {
                filled += (filled.contains("?") ? "&" : "?") + name + '=' + example;
            }
        }
        return filled;
    }

    /** Returns the parameters of an operation, as {@code query limit}. */
    List<String> parameterNames(Map<String, Object> operation) {
        return parameters(operation).stream()
                .map(each -> each.get("in") + " " + each.get("name"))
                .collect(Collectors.toList());
    }

    /** Returns what an answer says that the description does not; empty: it is as described. */
    List<String> findings(Map<String, Object> operation, int status, String contentType, String body) {
        Map<String, Object> responses = at(operation, "responses");
        Object named = responses.getOrDefault(Integer.toString(status), responses.get("default"));
        if (named == null) {
            return List.of("status " + status);
        }
        Map<String, Object> content = at(resolved(cast(named)), "content");
        if (!content.containsKey(contentType)) {
            return List.of("content type " + contentType);
        }
        List<String> findings = new ArrayList<>();
        if (contentType.endsWith("json")) {
            schemas.check(at(cast(content.get(contentType)), "schema"), object(body), "", findings);
        }
        return findings;
    }

    /** Returns the part that a reference names, or the part itself. */
    Map<String, Object> resolved(Map<String, Object> part) {
        Object reference = part.get("$ref");
        if (reference == null) {
            return part;
        }
        Map<String, Object> place = root;
        for (String key : ((String) reference).substring(2).split("/", -1)) {
            place = at(place, key);
            if (place.isEmpty()) {
                throw new AssertionError("nothing at " + reference);
            }
        }
        return place;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    static Map<String, Object> at(Map<String, Object> parent, String key) {
        Object value = parent.get(key);
        return value == null ? Map.of() : cast(value);
    }

    private List<Map<String, Object>> parameters(Map<String, Object> operation) {
        Object listed = operation.get("parameters");
        return listed == null
                ? List.of()
                : ((List<?>) listed).stream().map(each -> resolved(cast(each))).toList();
    }

    private static Map<String, Object> object(String text) {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
