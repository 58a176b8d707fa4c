package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import org.millrace.codecs.settings.SecretFile;
import org.millrace.engine.program.OperationFailed;
import org.millrace.gateway.settings.TokenSettings;
import org.millrace.gateway.token.NewToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and revokes tokens of our own, and the secrets that sign them. */
@Command(name = "token", description = "Makes and revokes short-lived tokens.", mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "What with tokens? millrace token issue --config FILE --user NAME --role viewer");
    }

    @Command(name = "issue", description = "Makes a token and prints it.", mixinStandardHelpOptions = true)
    int issue(
            @Mixin AccessFiles files,
            @Mixin GrantOptions grant,
            @Option(
                            names = "--lifetime",
                            paramLabel = "TIME",
                            converter = GrantOptions.Span.class,
                            description = "How long it is good, as 15m; default: as long as the settings allow.")
                    Duration lifetime) {
        TokenSettings settings = files.tokens();
        Duration asked = lifetime == null ? settings.lifetime() : lifetime;
        if (asked.isZero() || asked.compareTo(settings.lifetime()) > 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--lifetime: " + asked.toSeconds() + "s, expected 1s to "
                            + settings.lifetime().toSeconds() + "s (gateway.access.tokens.lifetime)");
        }
        NewToken token =
                NewToken.sign(settings, grant.user(), grant.role(), grant.entitlements(), AccessFiles.now(), asked);
        System.err.println("token " + token.id() + " of " + grant.user() + ", good until " + token.expires() + ":");
        System.out.println(token.text().text());
        return ExitCode.DONE;
    }

    @Command(
            name = "revoke",
            description =
                    "Revokes a token; open streams end within seconds. To revoke all that a user has: millrace keys.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin AccessFiles files,
            @Parameters(paramLabel = "ID", description = "Id of the token (jti), as issue told it.") String id)
            throws IOException {
        files.keyFile().revokeToken(id, AccessFiles.now(), AccessFiles.by());
        return ExitCode.DONE;
    }

    @Command(
            name = "secret",
            description = "Makes a file with a new secret for gateway.access.tokens.secret-file.",
            mixinStandardHelpOptions = true)
    int secret(@Parameters(paramLabel = "FILE", description = "File to make; one that exists is left alone.") Path file)
            throws IOException {
        try {
            SecretFile.create(file, NewToken.newSecret() + System.lineSeparator());
        } catch (FileAlreadyExistsException e) {
            throw new OperationFailed(file + ": exists already");
        }
        return ExitCode.DONE;
    }
}
