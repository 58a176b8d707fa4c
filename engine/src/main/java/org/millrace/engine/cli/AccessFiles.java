package org.millrace.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.program.OperationFailed;
import org.millrace.gateway.keys.KeyFile;
import org.millrace.gateway.settings.AccessSettings;
import org.millrace.gateway.settings.TokenSettings;
import picocli.CommandLine.Option;

/** Where keys and secrets are, as a settings file says. */
final class AccessFiles {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Settings file; its gateway.access says where keys and secrets are.")
    private Path config;

    /** Returns the path of the key file. */
    Path keys() {
        String file = settings().keysFile();
        if (file.isEmpty()) {
            throw new OperationFailed(config + ": gateway.access.keys-file is not set; name a file there");
        }
        return Path.of(file);
    }

    KeyFile keyFile() {
        return new KeyFile(keys());
    }

    /** Returns the key file, which must be there already. */
    KeyFile existingKeyFile() {
        if (!Files.exists(keys())) {
            throw new OperationFailed(keys() + ": there is no such file; millrace keys issue makes it");
        }
        return keyFile();
    }

    TokenSettings tokens() {
        TokenSettings tokens = settings().tokens();
        if (tokens.secretFile().isEmpty()) {
            throw new OperationFailed(
                    config
                            + ": gateway.access.tokens.secret-file is not set; name a file there that millrace token secret made");
        }
        return tokens;
    }

    /** Returns who does this, for the record. */
    static String by() {
        return System.getProperty("user.name", "unknown");
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private AccessSettings settings() {
        return SettingsFile.read(config, MillraceSettings.class).gateway().access();
    }
}
