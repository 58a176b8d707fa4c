package org.millrace.gateway.websocket;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.millrace.gateway.access.Login;
import org.millrace.gateway.access.Login.Refusal;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.protocol.CloseCode;
import org.millrace.gateway.protocol.ErrorCode;
import org.millrace.gateway.protocol.Request;

/** Speaks the control messages of one session about who its client is, and ends it when it may stay no longer. */
final class LoginHandler {
    /** Most characters of a message of a client that has not logged in. */
    static final int MAX_LENGTH = 4 * 1024;

    private final ClientSession session;
    private final Distributor distributor;
    private final Visitor visitor;
    private boolean refusing;

    LoginHandler(ClientSession session, Distributor distributor, Visitor visitor) {
        this.session = session;
        this.distributor = distributor;
        this.visitor = visitor;
    }

    boolean isLoggedIn() {
        return visitor.isLoggedIn();
    }

    Principal principal() {
        return visitor.principal();
    }

    /** Returns how many connections one user may have. */
    int connectionLimit() {
        return visitor.connectionLimit();
    }

    /** Takes what only this one may answer: all that is about logging in, and everything before it. */
    boolean takes(Request request) {
        boolean isLogin = request.op().equals("login") || request.op().equals("refresh");
        if (refusing) {
            return true;
        }
        if (isLogin) {
            onLogin(request);
            return true;
        }
        if (visitor.isLoggedIn() || request.op().equals("heartbeat")) {
            return false;
        }
        end(request.id(), CloseCode.NOT_AUTHENTICATED, ErrorCode.BAD_CREDENTIAL, "log in first");
        return true;
    }

    /** Begins a replay, and takes note of it; false: this user has too many. */
    boolean beginReplay(String span) {
        boolean isRoom = visitor.beginReplay();
        visitor.note("replay", span, session.id(), isRoom ? "ok" : "refused: too many");
        return isRoom;
    }

    void endReplay() {
        visitor.endReplay();
    }

    /** Takes note of a request that was answered so, if it was for what somebody may not see. */
    void noteRefusal(int errorCode) {
        if (errorCode == ErrorCode.NOT_ENTITLED) {
            visitor.note("request", session.id(), "refused: not entitled");
        }
    }

    /** Does what is due by now. */
    void onTick(long nowNs) {
        if (refusing) {
            return; // it is being told already
        }
        switch (visitor.standing(nowNs)) {
            case GOOD -> {}
            case EXPIRING -> {
                session.send("notice", out -> {
                    out.writeStringField("kind", "expiring");
                    out.writeStringField("expires", expires());
                    out.writeStringField("text", "refresh with a new token to stay");
                });
                session.flush();
            }
            case CHANGED -> session.revocation().takeWhatIsNotAllowed(visitor.principal());
            case EXPIRED -> end("", CloseCode.NOT_AUTHENTICATED, ErrorCode.EXPIRED, "the credential has expired");
            case REVOKED ->
                end("", CloseCode.NOT_AUTHENTICATED, ErrorCode.BAD_CREDENTIAL, "the credential was revoked");
            case LATE -> end("", CloseCode.LOGIN_DEADLINE, ErrorCode.BAD_CREDENTIAL, "nobody has logged in");
        }
    }

    private void onLogin(Request request) {
        Login login = visitor.check(request.credential(), distributor.nowNs());
        Principal now = login.principal();
        if (!login.isAccepted()) {
            refuse(request, login);
        } else if (visitor.isAnybody()) {
            sendLoggedIn(request.id());
        } else if (!visitor.isLoggedIn()) {
            enter(request, now);
        } else if (visitor.principal().name().equals(now.name())) {
            visitor.renew(now);
            visitor.note("refresh", session.id(), "ok");
            sendLoggedIn(request.id());
            session.revocation().takeWhatIsNotAllowed(now);
        } else {
            end(request.id(), CloseCode.NOT_AUTHENTICATED, ErrorCode.BAD_CREDENTIAL, "another user: connect anew");
        }
    }

    private void enter(Request request, Principal somebody) {
        if (visitor.enter(somebody)) {
            visitor.note("login", session.id(), "ok");
            sendLoggedIn(request.id());
        } else {
            end(request.id(), CloseCode.TOO_MANY, ErrorCode.TOO_MANY, "too many connections of this user");
        }
    }

    /** Says no, the later the more often. */
    private void refuse(Request request, Login login) {
        refusing = true;
        boolean isExpired = login.refusal() == Refusal.EXPIRED;
        visitor.note("login", session.id(), "refused: " + login.refusal());
        session.after(
                login.delay(),
                () -> end(
                        request.id(),
                        CloseCode.NOT_AUTHENTICATED,
                        isExpired ? ErrorCode.EXPIRED : ErrorCode.BAD_CREDENTIAL,
                        isExpired ? "the credential has expired" : "this does not let you in"));
    }

    private void sendLoggedIn(String id) {
        session.send("loggedIn", out -> {
            writeId(out, id);
            out.writeStringField("principal", visitor.principal().name());
            out.writeArrayFieldStart("roles");
            out.writeString(visitor.principal().role().name().toLowerCase(Locale.ROOT));
            out.writeEndArray();
            out.writeStringField("expires", expires());
            Hello.writeLimits(out, distributor.settings(), visitor.connectionLimit());
        });
    }

    /** Returns UTC ns; empty: never. */
    private String expires() {
        long expiresNs = visitor.principal().credential().expiresNs();
        return expiresNs == Long.MAX_VALUE ? "" : Long.toString(expiresNs);
    }

    private void end(String id, int closeCode, int errorCode, String text) {
        if (session.isClosing()) {
            return;
        }
        refusing = true;
        visitor.note("end session", session.id(), text);
        session.revocation().takeAll();
        session.send("error", out -> {
            writeId(out, id);
            out.writeNumberField("code", errorCode);
            out.writeBooleanField("fatal", true);
            out.writeStringField("text", text);
        });
        session.close(closeCode, errorCode + " " + text);
    }

    private static void writeId(JsonGenerator out, String id) throws IOException {
        if (!id.isEmpty()) {
            out.writeStringField("id", id);
        }
    }
}
