package org.millrace.gateway.notify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps what is sent out from reaching the inside. A name is resolved once, every address of it is checked, and one that
 * was checked is connected to. Hosts that are allowed explicitly may be private, speak plain HTTP, and use any port.
 */
final class AddressGuard {
    private static final int HTTPS_PORT = 443;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");
    private static final Pattern IPV4 = Pattern.compile("((0|[1-9]\\d{0,2})\\.){3}(0|[1-9]\\d{0,2})");

    private final Resolver resolver;
    private final Set<String> allowed;

    /** Finds all addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Where to connect to, and what is called there. */
    record Destination(InetAddress address, String host, int port, boolean isSecure, String path) {}

    AddressGuard(Resolver resolver, List<String> allowed) {
        this.resolver = resolver;
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * Looks up where an address leads.
     *
     * @throws DeliveryException if it may not be sent to
     */
    Destination check(URI uri) throws DeliveryException {
        String host = host(uri);
        boolean isAllowed = allowed.contains(host);
        boolean isSecure = "https".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : isSecure ? HTTPS_PORT : 80;
        if (!isAllowed && (!isSecure || port != HTTPS_PORT)) {
            throw DeliveryException.lasting("only https on port 443 is sent to");
        }
        InetAddress[] addresses = resolve(host);
        for (InetAddress address : addresses) {
            if (!isAllowed && !isPublic(address)) {
                throw DeliveryException.lasting("its host has an address that is not public");
            }
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new Destination(
                addresses[0], host, port, isSecure, uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery());
    }

    private static String host(URI uri) throws DeliveryException {
        boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!isHttp || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw DeliveryException.lasting("it is not an address of the form https://host/path");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean isIpv6 = host.startsWith("[") && host.indexOf('%') < 0;
        boolean isName = NAME.matcher(host).matches() && !NUMBER.matcher(host).matches();
        if (!isIpv6 && !isName && !IPV4.matcher(host).matches()) {
            throw DeliveryException.lasting("its host is not a plain name or address");
        }
        return host;
    }

    private InetAddress[] resolve(String host) throws DeliveryException {
        try {
            InetAddress[] addresses = resolver.resolve(host);
            if (addresses.length > 0) {
                return addresses;
            }
        } catch (UnknownHostException e) {
            throw DeliveryException.temporary("its host cannot be found", e);
        }
        throw DeliveryException.lasting("its host has no address");
    }

    /** Tells whether an address is one of the public Internet: IANA's special-purpose registries name the others. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublicIpv6(bytes) : isPublicIpv4(bytes);
    }

    private static boolean isPublicIpv4(byte[] bytes) {
        int first = bytes[0] & 255;
        int second = bytes[1] & 255;
        int third = bytes[2] & 255;
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127; // carriers' own
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168 && !(second == 0 && (third == 0 || third == 2)) && !(second == 88 && third == 99);
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    /** Global unicast is 2000::/3; of it 6to4, Teredo and documentation are left out, as is all that maps IPv4. */
    private static boolean isPublicIpv6(byte[] bytes) {
        int first = (bytes[0] & 255) << 8 | (bytes[1] & 255);
        int second = (bytes[2] & 255) << 8 | (bytes[3] & 255);
        boolean isGlobal = (first & 0xE000) == 0x2000;
        boolean isSpecial = first == 0x2002
                || (first == 0x2001 && (second < 0x0200 || second == 0x0DB8))
                || (first == 0x3FFF && second < 0x1000);
        return isGlobal && !isSpecial;
    }
}
