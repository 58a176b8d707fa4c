package org.millrace.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.millrace.codecs.settings.Secret;
import org.millrace.gateway.access.Authenticator;
import org.millrace.gateway.access.Login;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.audit.Deed;

/**
 * What a request meets before its endpoint, cheapest first: origin, host, method, the address's rate, the login, the user's
 * rate, the permission. Whatever it is refused with is answered here. Used on event loops.
 */
public final class Admission {
    private static final String BEARER = "Bearer ";
    private static final AsciiString LIMIT = AsciiString.cached("RateLimit-Limit");
    private static final AsciiString REMAINING = AsciiString.cached("RateLimit-Remaining");
    private static final AsciiString RESET = AsciiString.cached("RateLimit-Reset");

    private final CallerCheck callers;
    private final ClientAddress addresses;
    private final Authenticator authenticator;
    private final Audit audit;
    private final RequestRates rates;

    /**
     * Makes one.
     *
     * @param trustedProxies addresses whose word about where a request comes from is taken
     * @param rates          null: as many requests as anybody likes
     */
    public Admission(
            CallerCheck callers,
            List<String> trustedProxies,
            Authenticator authenticator,
            Audit audit,
            RequestRates rates) {
        this.callers = callers;
        addresses = new ClientAddress(trustedProxies);
        this.authenticator = authenticator;
        this.audit = audit;
        this.rates = rates;
    }

    /** Lets everybody in who comes from this machine, as often as they like. */
    public static Admission ofAnybody(CallerCheck callers) {
        return new Admission(callers, List.of(), Authenticator.OPEN, Audit.NONE, null);
    }

    ClientAddress addresses() {
        return addresses;
    }

    /** Has a request answered by its endpoint, or refuses it; a path that does not exist has no match. */
    void admit(Exchange exchange, Router.Match match, long nowNs) {
        HttpHeaders headers = exchange.request().headers();
        Router.Route route =
                match == null ? null : match.route(exchange.request().method());
        exchange.address(addresses.of(exchange.context().channel(), headers));
        exchange.add(callers.grants(headers));
        if (!callers.isOriginAllowed(headers)) {
            exchange.problem(HttpResponseStatus.FORBIDDEN, "This origin is not allowed.");
        } else if (!callers.isHostAllowed(headers)) {
            exchange.problem(HttpResponseStatus.MISDIRECTED_REQUEST, "This server is not known by that name.");
        } else if (headers.contains(HttpHeaderNames.CONTENT_ENCODING)) {
            exchange.problem(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "Bodies are taken as they are, uncompressed.");
        } else if (isWithinRate(exchange, route, nowNs)) {
            if (match == null) {
                exchange.problem(HttpResponseStatus.NOT_FOUND, "There is nothing here.");
            } else if (route == null) {
                refuseMethod(exchange, match);
            } else if (isLetIn(exchange, route, nowNs)) {
                route.endpoint().handle(exchange);
            }
        }
    }

    private boolean isWithinRate(Exchange exchange, Router.Route route, long nowNs) {
        return rates == null
                || (route != null && route.permission() == Permission.ALWAYS)
                || isAllowed(exchange, rates.ofAddress(exchange.address(), nowNs));
    }

    private void refuseMethod(Exchange exchange, Router.Match match) {
        String methods = match.methods().keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        if (callers.isPreflight(exchange.request())) {
            exchange.add(callers.preflight(methods));
            exchange.noContent();
        } else {
            exchange.add(Map.of("Allow", methods));
            exchange.problem(HttpResponseStatus.METHOD_NOT_ALLOWED, "Methods are " + methods + '.');
        }
    }

    /** Finds out who calls; answers the request where that one may not. */
    private boolean isLetIn(Exchange exchange, Router.Route route, long nowNs) {
        List<String> shown = exchange.request().headers().getAll(HttpHeaderNames.AUTHORIZATION);
        if (route.permission().isForAnybody() && shown.isEmpty()) {
            return true;
        }
        Login login = authenticator.check(credential(shown), exchange.address(), nowNs);
        if (!login.isAccepted()) {
            note(exchange, route, "refused: " + login.refusal());
            exchange.add(Map.of("WWW-Authenticate", "Bearer"));
            String detail = login.refusal() == Login.Refusal.EXPIRED ? "The token has expired." : "Log in first.";
            exchange.problemAfter(login.delay(), HttpResponseStatus.UNAUTHORIZED, detail);
            return false;
        }
        exchange.principal(login.principal());
        if (rates != null
                && route.permission() != Permission.ALWAYS
                && !isAllowed(exchange, rates.ofUser(login.principal().name(), nowNs))) {
            return false;
        }
        return isPermitted(exchange, route);
    }

    private boolean isPermitted(Exchange exchange, Router.Route route) {
        if (!exchange.principal().may(route.permission())) {
            note(exchange, route, "refused: role");
            exchange.problem(HttpResponseStatus.FORBIDDEN, "Your role does not allow this.");
            return false;
        }
        if (route.permission() == Permission.ADMINISTER && !audit.isWritable()) {
            exchange.problem(
                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                    "Nothing is administered while the audit log is not written.");
            return false;
        }
        if (route.permission() == Permission.ADMINISTER || !isRead(route.method())) {
            note(exchange, route, "ok");
        }
        return true;
    }

    private void note(Exchange exchange, Router.Route route, String result) {
        audit.note(new Deed(
                exchange.principal().name(),
                exchange.address().getHostAddress(),
                route.method() + " " + route.path(),
                String.join(" ", exchange.arguments().values()),
                result,
                exchange.id()));
    }

    private static boolean isRead(HttpMethod method) {
        return method.equals(HttpMethod.GET);
    }

    /** Tells what is left; answers the request where nothing is. */
    private static boolean isAllowed(Exchange exchange, RequestRates.Allowance allowance) {
        exchange.add(LIMIT, Integer.toString(allowance.limit()));
        exchange.add(REMAINING, Integer.toString(allowance.left()));
        exchange.add(RESET, Integer.toString(allowance.resetSeconds()));
        if (allowance.waitSeconds() == 0) {
            return true;
        }
        exchange.add(Map.of("Retry-After", Integer.toString(allowance.waitSeconds())));
        exchange.problem(HttpResponseStatus.TOO_MANY_REQUESTS, "Too many requests: see Retry-After.");
        return false;
    }

    /** Returns what the header shows; something that nobody has where it shows it in another way than it should. */
    private static Secret credential(List<String> shown) {
        if (shown.isEmpty()) {
            return Secret.NONE;
        }
        String header = shown.get(0);
        boolean isBearer = shown.size() == 1 && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return Secret.of(isBearer ? header.substring(BEARER.length()).strip() : "?");
    }
}
