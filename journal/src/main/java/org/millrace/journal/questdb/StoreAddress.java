package org.millrace.journal.questdb;

/** Where a store listens, and by which name and password it lets us in. */
public record StoreAddress(String host, int httpPort, int pgPort, String user, String password) {
    @Override
    public String toString() {
        return host + " (http " + httpPort + ", pg " + pgPort + ")"; // never the password
    }
}
