package org.millrace.engine.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.engine.program.OperationFailed;
import org.millrace.gateway.keys.ApiKey;
import org.millrace.gateway.keys.KeyBook;
import org.millrace.gateway.keys.KeyFile;
import org.millrace.gateway.keys.KeyUses;
import org.millrace.gateway.keys.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, lists and revokes API keys. A running engine takes note within a second. */
@Command(
        name = "keys",
        description = "Makes, lists and revokes API keys; a running engine takes note within a second.",
        mixinStandardHelpOptions = true)
final class KeysCommand implements Runnable {
    private static final long SECOND = 1_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What with the keys? millrace keys list --config FILE");
    }

    @Command(
            name = "issue",
            description =
                    "Makes a key and prints it, this once: the file keeps no more than what shows that it is right.",
            mixinStandardHelpOptions = true)
    int issue(
            @Mixin AccessFiles files,
            @Mixin GrantOptions grant,
            @Option(
                            names = "--network",
                            split = ",",
                            paramLabel = "RANGE",
                            description = "Addresses from which it is taken, as 10.1.0.0/16; default: all.")
                    List<String> networks,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            converter = GrantOptions.Span.class,
                            description = "How long it is good, as 90d; default: until it is revoked.")
                    Duration lifetime)
            throws IOException {
        Instant now = AccessFiles.now();
        KeyFile.Order order = new KeyFile.Order(
                grant.user(),
                grant.role(),
                grant.entitlements(),
                networks == null
                        ? List.of()
                        : networks.stream().map(this::network).toList(),
                now,
                lifetime == null ? null : now.plus(lifetime));
        KeyFile.NewKey key = files.keyFile().add(order, AccessFiles.by());
        System.err.println("key " + key.id() + " of " + grant.user() + "; it is shown this once:");
        System.out.println(key.text().text());
        return ExitCode.DONE;
    }

    @Command(
            name = "list",
            description = "Prints each key: id, user, role, state, when it was made, ends, and was last used.",
            mixinStandardHelpOptions = true)
    int list(@Mixin AccessFiles files) {
        KeyBook book = files.existingKeyFile().read();
        Map<String, Instant> uses = KeyUses.read(files.keys());
        Instant now = AccessFiles.now();
        for (ApiKey key : book.keys()) {
            boolean isOver = key.expiresNs() <= now.getEpochSecond() * SECOND;
            String state = book.isRevoked(key) ? "revoked" : isOver ? "expired" : "good";
            System.out.println(String.join(
                    " ",
                    key.id(),
                    key.user(),
                    key.role().name().toLowerCase(Locale.ROOT),
                    state,
                    "issued=" + time(key.issuedNs()),
                    "expires=" + time(key.expiresNs()),
                    "used=" + (uses.containsKey(key.id()) ? uses.get(key.id()) : "never"),
                    "by=" + key.by()));
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "revoke",
            description = "Revokes a key, or all keys and tokens that a user has; open streams end within seconds.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin AccessFiles files,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "Id of the key, as list prints it.") String id,
            @Option(
                            names = "--user",
                            paramLabel = "NAME",
                            description = "Whose keys and tokens to revoke, all of them.")
                    String user)
            throws IOException {
        if ((id == null) == (user == null)) {
            throw new ParameterException(spec.commandLine(), "Revoke what? An ID, or --user NAME");
        }
        KeyFile file = files.existingKeyFile();
        if (user != null) {
            file.revokeAll(user, AccessFiles.now(), AccessFiles.by());
        } else if (file.read().keys().stream().anyMatch(key -> key.id().equals(id))) {
            file.revokeKey(id, AccessFiles.now(), AccessFiles.by());
        } else {
            throw new OperationFailed(files.keys() + ": there is no key " + id);
        }
        return ExitCode.DONE;
    }

    private Network network(String text) {
        try {
            return Network.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private static String time(long ns) {
        return ns == Long.MAX_VALUE
                ? "never"
                : Instant.ofEpochSecond(ns / SECOND).toString();
    }
}
