package org.millrace.gateway.settings;

/** How the tokens of somebody else are signed. Each issuer has one; a token that names another is refused. */
public enum TokenAlgorithm {
    EDDSA("EdDSA"),
    ES256("ES256"),
    RS256("RS256");

    private final String headerName;

    TokenAlgorithm(String headerName) {
        this.headerName = headerName;
    }

    /** Returns the name that stands in a token's header. */
    public String headerName() {
        return headerName;
    }
}
