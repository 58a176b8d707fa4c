package org.millrace.gateway.keys;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of addresses, written as {@code 10.1.0.0/16}; an address alone is a range of one. */
public record Network(InetAddress address, int bits) {
    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            if (!address.matches("[0-9a-fA-F:.]+")) { // a name would be looked up
                throw new UnknownHostException(address);
            }
            InetAddress first = InetAddress.getByName(address);
            int all = first.getAddress().length * 8;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > all) {
                throw new NumberFormatException(text);
            }
            return new Network(first, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("network: " + text + ", expected a range as 10.1.0.0/16", e);
        }
    }

    /** Tells whether an address is one of these. */
    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        boolean same = ours.length == theirs.length;
        for (int bit = 0; same && bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            same = (ours[bit >> 3] & mask) == (theirs[bit >> 3] & mask);
        }
        return same;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + '/' + bits;
    }
}
