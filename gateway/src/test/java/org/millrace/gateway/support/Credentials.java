package org.millrace.gateway.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.millrace.codecs.settings.Secret;
import org.millrace.codecs.settings.SecretFile;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.keys.KeyFile;
import org.millrace.gateway.settings.AccessSettings;
import org.millrace.gateway.settings.TokenSettings;
import org.millrace.gateway.token.NewToken;

/** A folder with keys, and the keys and tokens that it lets in. */
public final class Credentials {
    private final Path keys;
    private final TokenSettings tokens;
    private final KeyFile keyFile;

    /** Makes a secret and an empty key file. */
    public Credentials(Path folder) {
        keys = folder.resolve("keys");
        Path secret = folder.resolve("secret");
        tokens = new TokenSettings(secret.toString(), "millrace", "desk", Duration.ofMinutes(60));
        keyFile = new KeyFile(keys);
        try {
            SecretFile.create(secret, NewToken.newSecret() + '\n');
            SecretFile.create(keys, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public AccessSettings settings() {
        return new AccessSettings(keys.toString(), tokens, List.of(), Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    /** Returns what tokens of our own are made by. */
    public TokenSettings tokens() {
        return tokens;
    }

    public Path secretFile() {
        return Path.of(tokens.secretFile());
    }

    /** Returns a key that may see everything its role may. */
    public KeyFile.NewKey key(String user, Role role) {
        return key(user, role, Entitlements.EVERYTHING, null);
    }

    public KeyFile.NewKey key(String user, Role role, Entitlements entitlements, Instant expires) {
        try {
            return keyFile.add(
                    new KeyFile.Order(user, role, entitlements, List.of(), Instant.now(), expires), "a test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void revoke(KeyFile.NewKey key) {
        try {
            keyFile.revokeKey(key.id(), Instant.now(), "a test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void revoke(NewToken token) {
        try {
            keyFile.revokeToken(token.id(), Instant.now(), "a test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes what is written of the keys, as an editor does: all at once. */
    public void rewrite(UnaryOperator<String> change) {
        try {
            Path whole = keys.resolveSibling("keys.new");
            SecretFile.create(whole, change.apply(Files.readString(keys)));
            Files.move(whole, keys, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a token that is good for so long. */
    public NewToken token(String user, Role role, Duration lifetime) {
        return token(user, role, Entitlements.EVERYTHING, lifetime);
    }

    public NewToken token(String user, Role role, Entitlements entitlements, Duration lifetime) {
        return NewToken.sign(tokens, user, role, entitlements, Instant.now(), lifetime);
    }

    /** Returns what lets see some channels of one instrument of the simulator. */
    public static Entitlements of(String instrument, String... channels) {
        return new Entitlements(Set.of(channels), Set.of("simulator"), Set.of(instrument));
    }

    /** Writes a file that its owner alone can read. */
    public static void write(Path file, String text) {
        try {
            Path whole = file.resolveSibling(file.getFileName() + ".new"); // half a file is never read
            SecretFile.create(whole, text);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what a key is shown as. */
    public static String text(Secret secret) {
        return secret.text();
    }
}
