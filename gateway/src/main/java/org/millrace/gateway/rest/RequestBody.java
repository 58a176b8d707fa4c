package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One JSON object that a request carries. What is asked of it and is not there as it should be is a {@link BadRequest}. */
final class RequestBody {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(4_096)
                    .maxNumberLength(64)
                    .build())
            .build();

    private static final Pattern NAME = Pattern.compile("\\w{1,64}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private final Map<String, Object> members;

    private RequestBody(Map<String, Object> members) {
        this.members = members;
    }

    /** Reads a body; one that is empty is an object without members. */
    static RequestBody of(byte[] bytes) {
        if (bytes.length == 0) {
            return new RequestBody(Map.of());
        }
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRequest("The body is to be one JSON object.");
            }
            Map<String, Object> members = object(parser);
            if (parser.nextToken() != null) {
                throw new BadRequest("Something follows the JSON object.");
            }
            return new RequestBody(members);
        } catch (IOException e) {
            throw new BadRequest("The body is not JSON.");
        }
    }

    /** Refuses members of other names. */
    void requireKnown(Set<String> names) {
        for (String name : members.keySet()) {
            if (!names.contains(name)) {
                String given = NAME.matcher(name).matches() ? name : "of one that was given";
                throw new BadRequest("No member has the name " + given + "; members are "
                        + String.join(", ", names.stream().sorted().toList()) + '.');
            }
        }
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    /** Returns a text of so many bytes of UTF-8 at most, without control characters. */
    String text(String name, String otherwise) {
        Object value = members.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text && text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        throw new BadRequest(name + " is to be a text without control characters.");
    }

    double number(String name, double otherwise) {
        Object value = members.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return number;
        }
        throw new BadRequest(name + " is to be a number.");
    }

    /** Returns a decimal number, or a text that is one: exact, however many digits it has; null: there is none. */
    BigDecimal decimal(String name) {
        Object value = members.get(name);
        if (value instanceof String text && DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        return value == null ? null : BigDecimal.valueOf(number(name, 0));
    }

    /** Returns a whole number. */
    int whole(String name, int otherwise) {
        double value = number(name, otherwise);
        if (value != (int) value) {
            throw new BadRequest(name + " is to be a whole number.");
        }
        return (int) value;
    }

    /** Returns the numbers of an object by their names. */
    Map<String, Double> numbers(String name) {
        RequestBody object = object(name);
        Map<String, Double> numbers = new TreeMap<>();
        object.members.keySet().forEach(each -> numbers.put(each, object.number(each, 0)));
        return numbers;
    }

    boolean flag(String name, boolean otherwise) {
        Object value = members.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new BadRequest(name + " is to be true or false.");
    }

    /** Returns a list of texts. */
    List<String> texts(String name, List<String> otherwise) {
        Object value = members.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new BadRequest(name + " is to be a list of texts.");
    }

    /** Returns the objects of a list that has to be there. */
    @SuppressWarnings("unchecked") // maps are made here alone
    List<RequestBody> objects(String name) {
        Object value = members.get(name);
        if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            return list.stream()
                    .map(each -> new RequestBody((Map<String, Object>) each))
                    .toList();
        }
        throw new BadRequest(value == null ? name + " is missing." : name + " is to be a list of objects.");
    }

    /** Returns an object within this one; without members where there is none. */
    @SuppressWarnings("unchecked") // maps are made here alone
    RequestBody object(String name) {
        Object value = members.get(name);
        if (value == null) {
            return new RequestBody(Map.of());
        }
        if (value instanceof Map<?, ?> map) {
            return new RequestBody((Map<String, Object>) map);
        }
        throw new BadRequest(name + " is to be an object.");
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new BadRequest("The body is not JSON.");
        };
    }

    private static List<Object> list(JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }
}
