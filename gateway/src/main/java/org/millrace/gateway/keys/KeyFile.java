package org.millrace.gateway.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.millrace.codecs.settings.Secret;
import org.millrace.codecs.settings.SecretFile;
import org.millrace.codecs.settings.Settings;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;

/**
 * The file that keys are kept in: JSON lines, to which each thing done adds one. It never held a key, but what shows that
 * one is right.
 *
 * <pre>
 *   {"key":"3f9c01ab","hash":"…","user":"ann","role":"trader","channels":["*"],…,"issued":"…","expires":"…","by":"root"}
 *   {"revoked":"3f9c01ab","at":"…","by":"root"}
 *   {"token":"8a6c…","at":"…","by":"root"}
 *   {"all-of":"ann","at":"…","by":"root"}
 * </pre>
 */
public final class KeyFile {
    private static final String SETTING = "gateway.access.keys-file";
    private static final int SECRET_LENGTH = 32;
    private static final int ID_LENGTH = 4;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    public KeyFile(Path file) {
        this.file = file;
    }

    /** What a new key is to be. */
    public record Order(
            String user, Role role, Entitlements entitlements, List<Network> networks, Instant now, Instant expires) {}

    /** A key that was just made: the one time that it can be seen. */
    public record NewKey(String id, Secret text) {}

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException if it cannot be read, others can read it, or a line makes no sense
     */
    public KeyBook read() {
        KeyBook book = new KeyBook();
        int number = 0;
        for (String line : SecretFile.lines(file, SETTING)) {
            number++;
            try {
                if (!line.isBlank()) {
                    read(KeyLine.parse(line), book);
                }
            } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
                throw new IllegalArgumentException(
                        SETTING + ": " + file + ":" + number + ", expected a line as millrace keys writes it", e);
            }
        }
        return book;
    }

    /** Adds a key; the file is made where there is none. */
    public NewKey add(Order order, String by) throws IOException {
        byte[] id = new byte[ID_LENGTH];
        byte[] secret = new byte[SECRET_LENGTH];
        random.nextBytes(id);
        random.nextBytes(secret);
        String name = HexFormat.of().formatHex(id);
        Secret text = Secret.of(KeyBook.PREFIX
                + name
                + '_'
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        KeyLine line = new KeyLine()
                .with("key", name)
                .with("hash", KeyBook.hash(text))
                .with("user", order.user())
                .with("role", order.role().name().toLowerCase(Locale.ROOT))
                .with("channels", order.entitlements().channels())
                .with("venues", order.entitlements().venues())
                .with("instruments", order.entitlements().instruments())
                .with(
                        "networks",
                        order.networks().stream().map(Network::toString).toList())
                .with("issued", order.now().toString());
        if (order.expires() != null) {
            line.with("expires", order.expires().toString());
        }
        append(line.with("by", by));
        return new NewKey(name, text);
    }

    /** Revokes a key. */
    public void revokeKey(String id, Instant now, String by) throws IOException {
        append(new KeyLine().with("revoked", id).with("at", now.toString()).with("by", by));
    }

    /** Revokes a token. */
    public void revokeToken(String id, Instant now, String by) throws IOException {
        append(new KeyLine().with("token", id).with("at", now.toString()).with("by", by));
    }

    /** Revokes all keys and tokens that a user has been given so far. */
    public void revokeAll(String user, Instant now, String by) throws IOException {
        append(new KeyLine().with("all-of", user).with("at", now.toString()).with("by", by));
    }

    private void append(KeyLine line) throws IOException {
        if (Files.exists(file)) {
            SecretFile.requireOwnersAlone(file, SETTING);
            Files.writeString(file, line.text() + '\n', StandardOpenOption.APPEND);
        } else {
            SecretFile.create(file, line.text() + '\n');
        }
    }

    private static void read(KeyLine line, KeyBook book) {
        if (line.has("key")) {
            book.add(key(line));
        } else if (line.has("revoked")) {
            book.revokeKey(line.one("revoked"));
        } else if (line.has("token")) {
            book.revokeToken(line.one("token"));
        } else {
            book.revokeAll(line.one("all-of"), ns(line.one("at")));
        }
    }

    private static ApiKey key(KeyLine line) {
        String hash = line.one("hash");
        Settings.require(hash.matches("[0-9a-f]{64}"), "hash", hash, "64 hexadecimal digits");
        return new ApiKey(
                line.one("key"),
                hash,
                line.one("user"),
                Role.valueOf(line.one("role").toUpperCase(Locale.ROOT)),
                new Entitlements(set(line, "channels"), set(line, "venues"), set(line, "instruments")),
                line.all("networks").stream().map(Network::parse).toList(),
                ns(line.one("issued")),
                line.has("expires") ? ns(line.one("expires")) : Long.MAX_VALUE,
                line.one("by"));
    }

    private static Set<String> set(KeyLine line, String name) {
        return new HashSet<>(line.all(name));
    }

    private static long ns(String time) {
        Instant instant = Instant.parse(time);
        return Math.addExact(TimeUnit.SECONDS.toNanos(instant.getEpochSecond()), instant.getNano());
    }
}
