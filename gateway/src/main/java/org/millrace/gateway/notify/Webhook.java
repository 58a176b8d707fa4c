package org.millrace.gateway.notify;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Posts a notice and signs it: {@code Millrace-Signature: t=SECONDS,v1=HEX}, the HMAC-SHA256 of {@code SECONDS.BODY} with
 * the address's own key. {@code Idempotency-Key} is the same each time a notice is sent.
 */
final class Webhook implements Transport {
    private final HttpPost post;
    private final AddressSettings address;
    private final EpochNanoClock clock;

    Webhook(HttpPost post, AddressSettings address, EpochNanoClock clock) {
        this.post = post;
        this.address = address;
        this.clock = clock;
    }

    @Override
    public void deliver(Notice notice) throws DeliveryException {
        byte[] body = Json.object(json -> Json.notice(json, notice));
        long seconds = TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime());
        Map<String, String> headers = Map.of(
                "Idempotency-Key", notice.key(), "Millrace-Signature", "t=" + seconds + ",v1=" + sign(seconds, body));
        post.send(URI.create(address.to()), headers, body);
    }

    private String sign(long seconds, byte[] body) throws DeliveryException {
        try {
            byte[] key = Secrets.read(address).getBytes(StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }
}
