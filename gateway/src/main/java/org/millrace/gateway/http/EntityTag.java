package org.millrace.gateway.http;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Names what a body says, so that a client can ask whether it says something else by now (RFC 9110, 8.8.3). */
final class EntityTag {
    private static final String ANY = "*";

    private EntityTag() {}

    /** Returns the tag of a body: weak, since it is the same however the body is compressed. */
    static String of(ByteBuf body) {
        CRC32 one = new CRC32();
        CRC32C other =
                new CRC32C(); // two sums that processors compute: 64 bits for less than one that is computed by us
        for (ByteBuffer part : body.nioBuffers()) {
            one.update(part.duplicate());
            other.update(part);
        }
        return "W/\"" + HexFormat.of().toHexDigits(one.getValue() << Integer.SIZE | other.getValue()) + '"';
    }

    /** Tells whether a header {@code If-None-Match} names a tag. */
    static boolean isNamed(String header, String tag) {
        return header != null
                && Arrays.stream(header.split(","))
                        .map(String::strip)
                        .anyMatch(each -> each.equals(ANY) || each.equals(tag) || tag.equals("W/" + each));
    }
}
