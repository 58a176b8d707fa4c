package org.millrace.gateway.audit;

/**
 * Something that somebody did, or tried to do. Nothing in it is a secret.
 *
 * @param user    empty: somebody who has not logged in; {@code system}: this program
 * @param address from where; empty: from inside
 * @param action  as {@code login}, or a method and a path as it was declared
 * @param object  what it was done to
 * @param result  {@code ok}, or why not
 * @param request id of the request or the session
 */
public record Deed(String user, String address, String action, String object, String result, String request) {
    /** Says that this program did something. */
    public static Deed ofSystem(String action, String object, String result) {
        return new Deed("system", "", action, object, result, "");
    }
}
