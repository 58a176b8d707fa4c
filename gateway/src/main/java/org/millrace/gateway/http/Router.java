package org.millrace.gateway.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millrace.gateway.access.Permission;

/** Finds the endpoint of a method and a path. A part {@code {name}} of a path takes anything but a slash. */
public final class Router {
    private final Node root = new Node();
    private final List<Route> routes = new ArrayList<>();

    /** What answers, what it asks of callers, and the path under which it is counted. */
    public record Route(HttpMethod method, String path, Permission permission, Endpoint endpoint) {}

    /** A path that exists: its endpoints, and what stands in the place of its variable parts. */
    record Match(Map<HttpMethod, Route> methods, Map<String, String> arguments) {
        /** Returns the path as it was declared. */
        String path() {
            return methods.values().iterator().next().path();
        }

        /** Returns what answers a method, or null. */
        Route route(HttpMethod method) {
            return methods.get(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
        }
    }

    /** One part of paths, and what may follow it. */
    private static final class Node {
        private final Map<String, Node> children = new LinkedHashMap<>();
        private final Map<HttpMethod, Route> methods = new LinkedHashMap<>();
        private Node any;
        private String name;
    }

    /**
     * Adds an endpoint.
     *
     * @throws IllegalArgumentException if the method has one at this path already
     */
    public Router add(HttpMethod method, String path, Permission permission, Endpoint endpoint) {
        Node node = root;
        for (String part : path.substring(1).split("/", -1)) {
            node = part.startsWith("{") ? any(node, part) : node.children.computeIfAbsent(part, key -> new Node());
        }
        Route route = new Route(method, path, permission, endpoint);
        if (node.methods.put(method, route) != null) {
            throw new IllegalArgumentException("two endpoints for " + method + ' ' + path);
        }
        routes.add(route);
        return this;
    }

    /** Adds an endpoint that is read from. */
    public Router get(String path, Permission permission, Endpoint endpoint) {
        return add(HttpMethod.GET, path, permission, endpoint);
    }

    /** Returns all that can be called, in the order in which it was added. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Returns what is at a path, or null. */
    Match find(String path) {
        Node node = root;
        Map<String, String> arguments = Map.of();
        int start = 1;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String part = path.substring(start, end);
            Node next = node.children.get(part);
            if (next == null && node.any != null && !part.isEmpty()) {
                next = node.any;
                arguments = with(arguments, next.name, part);
            }
            if (next == null) {
                return null;
            }
            node = next;
            start = end + 1;
        }
        return node.methods.isEmpty() ? null : new Match(node.methods, arguments);
    }

    private static Node any(Node node, String part) {
        if (node.any == null) {
            node.any = new Node();
            node.any.name = part.substring(1, part.length() - 1);
        }
        return node.any;
    }

    private static Map<String, String> with(Map<String, String> arguments, String name, String value) {
        if (arguments.isEmpty()) {
            return Map.of(name, value);
        }
        Map<String, String> more = new LinkedHashMap<>(arguments);
        more.put(name, value);
        return more;
    }
}
