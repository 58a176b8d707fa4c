package org.millrace.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;

/** One key, by which tokens are found to be signed or not. */
@FunctionalInterface
interface SignatureCheck {
    /** Tells whether the key's owner has signed a token. */
    boolean isSigned(SignedJWT token) throws JOSEException;
}
