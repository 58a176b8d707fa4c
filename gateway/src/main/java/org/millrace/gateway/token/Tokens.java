package org.millrace.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.millrace.gateway.access.Credential;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Login;
import org.millrace.gateway.access.Login.Refusal;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.settings.AccessSettings;
import org.millrace.gateway.settings.IssuerSettings;
import org.millrace.gateway.settings.TokenSettings;

/** Finds out what a token says, and whether to believe it. */
public final class Tokens {
    /** What a user may be called: no spaces and no controls, since names stand in logs. */
    public static final Pattern NAME = Pattern.compile("[!-~]{1,128}");

    private static final int MAX_LENGTH = 8 * 1024;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final long LEEWAY_NS = TimeUnit.SECONDS.toNanos(30);
    private static final String HS256 = "HS256";

    private final Map<String, Issuer> issuers = new HashMap<>();
    private final Duration longest;

    private Tokens(Duration longest) {
        this.longest = longest;
    }

    /**
     * Reads the keys of all issuers.
     *
     * @throws IllegalArgumentException if a file cannot be used
     */
    public static Tokens of(AccessSettings settings) {
        TokenSettings ours = settings.tokens();
        Tokens tokens = new Tokens(ours.lifetime());
        if (!ours.secretFile().isEmpty()) {
            tokens.add(new Issuer(
                    ours.issuer(), ours.audience(), HS256, true, SecretLines.checks(Path.of(ours.secretFile()))));
        }
        for (IssuerSettings other : settings.issuers()) {
            tokens.add(new Issuer(
                    other.issuer(),
                    other.audience(),
                    other.algorithm().headerName(),
                    false,
                    PublicKeys.checks(Path.of(other.jwksFile()), other.algorithm())));
        }
        return tokens;
    }

    /** Returns the files that the keys are in. */
    public static List<Path> files(AccessSettings settings) {
        return Stream.concat(
                        Stream.of(settings.tokens().secretFile()),
                        settings.issuers().stream().map(IssuerSettings::jwksFile))
                .filter(file -> !file.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** Tells whether the key that signed a token is still one of its issuer's. */
    public boolean know(String signer) {
        int space = signer.lastIndexOf(' ');
        Issuer issuer = issuers.get(signer.substring(0, space));
        return issuer != null && issuer.keys().containsKey(signer.substring(space + 1));
    }

    /** Checks a token. Whether it has been revoked is not known here. */
    public Login check(String text, long nowNs) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            return Login.refused(Refusal.BAD_CREDENTIAL);
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            Issuer issuer = issuers.get(token.getJWTClaimsSet().getIssuer());
            String signer = issuer == null ? "" : issuer.signer(token);
            return signer.isEmpty()
                    ? Login.refused(Refusal.BAD_CREDENTIAL)
                    : check(token.getJWTClaimsSet(), issuer, signer, nowNs);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Login.refused(Refusal.BAD_CREDENTIAL); // whoever made it up is not told what is wrong with it
        }
    }

    private void add(Issuer issuer) {
        issuers.put(issuer.name(), issuer);
    }

    private Login check(JWTClaimsSet claims, Issuer issuer, String signer, long nowNs) throws ParseException {
        long issuedNs = ns(claims.getIssueTime(), 0);
        long expiresNs = ns(claims.getExpirationTime(), 0);
        boolean isGood = claims.getSubject() != null
                && NAME.matcher(claims.getSubject()).matches()
                && claims.getAudience().contains(issuer.audience())
                && claims.getExpirationTime() != null
                && issuedNs - LEEWAY_NS <= nowNs
                && ns(claims.getNotBeforeTime(), 0) - LEEWAY_NS <= nowNs
                && (!issuer.isOurs() || isShort(claims, issuedNs, expiresNs));
        if (!isGood) {
            return Login.refused(Refusal.BAD_CREDENTIAL);
        }
        if (expiresNs <= nowNs) {
            return Login.refused(Refusal.EXPIRED);
        }
        String id = claims.getJWTID() == null ? "" : claims.getJWTID();
        Credential credential =
                new Credential(Credential.Kind.TOKEN, id, issuer.name() + ' ' + signer, issuedNs, expiresNs);
        Entitlements entitlements =
                new Entitlements(set(claims, "channels"), set(claims, "venues"), set(claims, "instruments"));
        return Login.of(new Principal(claims.getSubject(), role(claims), entitlements, credential));
    }

    private boolean isShort(JWTClaimsSet claims, long issuedNs, long expiresNs) {
        return claims.getIssueTime() != null && claims.getJWTID() != null && expiresNs - issuedNs <= longest.toNanos();
    }

    /** Returns the role; whoever has none of those that there are has no business here. */
    private static Role role(JWTClaimsSet claims) throws ParseException {
        String name = claims.getStringClaim("role");
        if (name == null || !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw new ParseException("no role", 0);
        }
        return Role.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Set<String> set(JWTClaimsSet claims, String name) throws ParseException {
        List<String> values = claims.getStringListClaim(name);
        return values == null ? Set.of() : new HashSet<>(values);
    }

    /** Returns UTC ns; times beyond the centuries that these can tell are their ends. */
    @SuppressWarnings("JavaUtilDate") // the library speaks it
    private static long ns(Date date, long otherwise) {
        return date == null ? otherwise : TimeUnit.MILLISECONDS.toNanos(date.getTime());
    }
}
