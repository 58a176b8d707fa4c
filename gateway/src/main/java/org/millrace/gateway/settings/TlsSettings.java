package org.millrace.gateway.settings;

import org.millrace.codecs.settings.Settings;

/**
 * How connections are encrypted.
 *
 * @param certificateFile    the chain that is shown, in PEM; empty: no TLS
 * @param keyFile            its private key, in PEM
 * @param clientCaFile       authorities of which clients must show a certificate; empty: they need none
 * @param terminatedUpstream somebody else, through whom alone this server is reached, speaks TLS with clients
 */
public record TlsSettings(String certificateFile, String keyFile, String clientCaFile, boolean terminatedUpstream) {
    public static final TlsSettings DEFAULTS = new TlsSettings("", "", "", false);

    public TlsSettings {
        Settings.require(
                certificateFile.isEmpty() == keyFile.isEmpty(),
                "gateway.tls.key-file",
                keyFile,
                "a file exactly where there is a certificate-file");
        Settings.require(
                clientCaFile.isEmpty() || !certificateFile.isEmpty(),
                "gateway.tls.client-ca-file",
                clientCaFile,
                "none where there is no certificate-file");
    }

    /** Tells whether this server speaks TLS itself. */
    public boolean isOn() {
        return !certificateFile.isEmpty();
    }
}
