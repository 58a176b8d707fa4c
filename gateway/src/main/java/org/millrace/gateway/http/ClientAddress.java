package org.millrace.gateway.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Knows where a request comes from: the connection's other end, or what a proxy says that is trusted. */
final class ClientAddress {
    private static final String HEADER = "X-Forwarded-For";

    private final Set<InetAddress> proxies = new HashSet<>();

    ClientAddress(List<String> trustedProxies) {
        trustedProxies.forEach(proxy -> proxies.add(parse(proxy, null)));
    }

    boolean isProxy(InetAddress address) {
        return proxies.contains(address);
    }

    /** Returns the last address on the way that no trusted proxy has. */
    InetAddress of(Channel channel, HttpHeaders headers) {
        InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (!isProxy(address)) {
            return address;
        }
        String[] way = String.join(",", headers.getAll(HEADER)).split(",", -1);
        for (int i = way.length - 1; i >= 0 && isProxy(address); i--) {
            address = parse(way[i].strip(), address);
        }
        return address;
    }

    /** Reads an address; a name is not looked up. */
    private static InetAddress parse(String text, InetAddress otherwise) {
        try {
            return text.matches("[0-9a-fA-F:.]{2,45}") ? InetAddress.getByName(text) : otherwise;
        } catch (UnknownHostException e) {
            return otherwise;
        }
    }
}
