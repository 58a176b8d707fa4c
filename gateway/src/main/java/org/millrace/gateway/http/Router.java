package org.millrace.gateway.http;

import java.util.HashMap;
import java.util.Map;

/** Finds the endpoint of a path: exactly, or by all but its last part. Immutable once built. */
public final class Router {
    private final Map<String, Route> exact = new HashMap<>();
    private final Map<String, Route> byParent = new HashMap<>();

    /** What answers, and the name under which it is counted. */
    record Route(String name, Endpoint endpoint) {}

    /** Adds an endpoint; a path that ends in <code>/{name}</code> takes anything there. */
    public Router add(String path, Endpoint endpoint) {
        int argument = path.indexOf("/{");
        if (argument < 0) {
            exact.put(path, new Route(path, endpoint));
        } else {
            byParent.put(path.substring(0, argument), new Route(path, endpoint));
        }
        return this;
    }

    /** Returns the route of a path, or null. */
    Route find(String path) {
        Route route = exact.get(path);
        return route != null ? route : byParent.get(parent(path));
    }

    /** Returns what stands behind the last slash. */
    static String argument(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 || slash == path.length() - 1 ? "" : path.substring(0, slash);
    }
}
