package org.millrace.gateway.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.millrace.codecs.settings.Settings;

/**
 * Where a server listens.
 *
 * @param host name or address
 * @param port 0 = any that is free
 */
public record ListenerSettings(String host, int port) {
    public ListenerSettings {
        Settings.require(port >= 0 && port <= 65535, "gateway.listen.port", port, "0 to 65535");
        Settings.require(!host.isBlank(), "gateway.listen.host", host, "a name or an address");
    }

    /** Returns the address to bind to. */
    public InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    /** Tells whether nobody but programs on this machine can reach it. */
    public boolean isLoopback() {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
