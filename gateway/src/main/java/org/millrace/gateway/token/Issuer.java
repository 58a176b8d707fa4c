package org.millrace.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import java.util.Map;

/**
 * Somebody who signs tokens.
 *
 * @param algorithm that stands in the header of each of them; any other is refused
 * @param isOurs    whether the tokens are of our own making, and short-lived
 * @param keys      by {@code kid}
 */
record Issuer(String name, String audience, String algorithm, boolean isOurs, Map<String, SignatureCheck> keys) {
    Issuer {
        keys = Map.copyOf(keys);
    }

    /** Returns which of the keys a token is signed with; empty = it is not signed, or in another way than it has to be. */
    String signer(SignedJWT token) throws JOSEException {
        JWSHeader header = token.getHeader();
        boolean isPlain = header.getJWK() == null
                && header.getJWKURL() == null
                && header.getX509CertURL() == null
                && header.getX509CertChain() == null
                && header.getCriticalParams() == null;
        if (!isPlain || !header.getAlgorithm().getName().equals(algorithm)) {
            return "";
        }
        String id = header.getKeyID() == null && keys.size() == 1
                ? keys.keySet().iterator().next()
                : header.getKeyID();
        SignatureCheck check = id == null ? null : keys.get(id);
        return check != null && check.isSigned(token) ? id : "";
    }
}
