package org.millrace.gateway.websocket;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client offers of permessage-deflate (RFC 7692, section 7.1), and the answer. Each message is compressed on its
 * own, so that what is compressed once can be sent to many; our window is always the largest.
 */
final class DeflateOffer {
    private static final String NAME = "permessage-deflate";
    private static final String LARGEST_WINDOW = "15";

    private DeflateOffer() {}

    /** Returns the answer to the first offer that can be taken; empty where none can. */
    static String answer(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(DeflateOffer::answer)
                .filter(answer -> !answer.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String answer(String offer) {
        String[] parts = offer.split(";");
        if (!parts[0].strip().equals(NAME)) {
            return "";
        }
        Set<String> seen = new HashSet<>();
        List<String> answer =
                new ArrayList<>(List.of(NAME, "server_no_context_takeover", "client_no_context_takeover"));
        for (String part : List.of(parts).subList(1, parts.length)) {
            String parameter = part.strip();
            int equals = parameter.indexOf('=');
            String name =
                    equals < 0 ? parameter : parameter.substring(0, equals).strip();
            String value =
                    equals < 0 ? "" : unquote(parameter.substring(equals + 1).strip());
            if (!seen.add(name) || !isGood(name, value, equals >= 0)) {
                return "";
            }
            if (name.equals("server_max_window_bits")) {
                answer.add(name + '=' + value);
            }
        }
        return String.join("; ", answer);
    }

    private static boolean isGood(String name, String value, boolean hasValue) {
        return switch (name) {
            case "server_no_context_takeover", "client_no_context_takeover" -> !hasValue;
            case "server_max_window_bits" -> value.equals(LARGEST_WINDOW);
            case "client_max_window_bits" -> !hasValue || value.matches("[89]|1[0-5]");
            default -> false;
        };
    }

    private static String unquote(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
