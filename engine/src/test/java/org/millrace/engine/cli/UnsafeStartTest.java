package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.settings.SecretFile;
import org.millrace.gateway.token.NewToken;
import picocli.CommandLine;

/** Starts the program so that strangers could reach it, which it must refuse with one line and exit code 78. */
class UnsafeStartTest {
    private static final String OPEN = "listen: { host: 0.0.0.0, port: 0 }";
    private static final String KEYS = "access: { keys-file: FOLDER/keys }";
    private static final String UPSTREAM = "tls: { terminated-upstream: true }";

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        SecretFile.create(folder.resolve("keys"), "");
        SecretFile.create(folder.resolve("secret"), NewToken.newSecret());
        SecretFile.create(folder.resolve("short"), "c2hvcnQ");
        SecretFile.create(folder.resolve("words"), "your-256-bit-secret-your-256-bit-secret-your-256-bit");
        SecretFile.create(folder.resolve("example"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        SecretFile.create(folder.resolve("quest"), "quest\n");
        SecretFile.create(folder.resolve("good"), NewToken.newSecret());
        Files.copy(folder.resolve("secret"), folder.resolve("shared"));
        Files.setPosixFilePermissions(folder.resolve("shared"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.copy(folder.resolve("keys"), folder.resolve("shared-keys"));
        Files.setPosixFilePermissions(folder.resolve("shared-keys"), PosixFilePermissions.fromString("rw-rw----"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                OPEN + " | gateway.listen.host: 0.0.0.0, expected a loopback address where nobody has to log in",
                OPEN + "~" + UPSTREAM + " | gateway.listen.host: 0.0.0.0, expected a loopback address where nobody",
                OPEN + "~" + KEYS + " | gateway.listen.host: 0.0.0.0, expected a loopback address without gateway.tls",
                "metrics: { host: 0.0.0.0, port: 0 } | gateway.metrics.host: 0.0.0.0, expected a loopback address",
                "metrics: { host: 0.0.0.0, port: 0 }~" + KEYS + " | gateway.metrics.host: 0.0.0.0, expected a loopback",
                "access: { keys-file: FOLDER/none } | gateway.access.keys-file: FOLDER/none, expected a file that can be read",
                "access: { keys-file: FOLDER/shared-keys } | FOLDER/shared-keys, expected a file that its owner alone can read",
                "access: { tokens: { secret-file: FOLDER/shared } } | FOLDER/shared, expected a file that its owner alone",
                "access: { tokens: { secret-file: FOLDER/short } } | FOLDER/short, expected 32 random bytes or more",
                "access: { tokens: { secret-file: FOLDER/words } } | FOLDER/words, expected 32 random bytes or more",
                "access: { tokens: { secret-file: FOLDER/example } } | FOLDER/example, expected 32 random bytes or more",
                "access: { tokens: { secret-file: FOLDER/keys } } | FOLDER/keys, expected 1 to 4 secrets, one a line",
                "access: { tokens: { lifetime: 61m } } | gateway.access.tokens.lifetime: PT1H1M, expected 1s to 60m",
                "tls: { certificate-file: FOLDER/keys } | gateway.tls.key-file: , expected a file exactly where",
                "tls: { certificate-file: FOLDER/keys, key-file: FOLDER/secret } | gateway.tls.certificate-file: FOLDER/keys, expected certificates",
                "allowed-origins: ['*'] | gateway.allowed-origins: *, expected scheme, host and port of one page"
            })
    void shouldNotStart(String gateway, String message) throws IOException {
        assertThat(run(gateway, "")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(errors.toString().lines())
                .singleElement()
                .asString()
                .startsWith("millrace: ")
                .contains(message.replace("FOLDER", folder.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "questdb: { mode: external, http-port: 1, pg-port: 1 }",
                "questdb: { mode: external, http-port: 1, pg-port: 1, password-file: FOLDER/quest }"
            })
    void shouldNotStartWithAStoreThatHasThePasswordItCameWith(String questdb) throws IOException {
        assertThat(run(OPEN + "~" + KEYS + "~" + UPSTREAM, questdb)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(errors.toString()).contains("questdb.password-file").contains("a password of its own");
    }

    @Test
    void shouldRunAsRootOnlyWhereNobodyElseCanReachIt() {
        assertThatCode(() -> Superuser.check("root", true, false)).doesNotThrowAnyException();
        assertThatCode(() -> Superuser.check("root", false, true)).doesNotThrowAnyException();
        assertThatCode(() -> Superuser.check("millrace", false, false)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Superuser.check("root", false, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "root, expected a user of its own where others can reach a listener; --allow-root does without");
    }

    @Test
    void shouldNotStartAsRootWhereOthersCanReachIt() throws IOException {
        assumeTrue(ProcessHandle.current().info().user().filter("root"::equals).isPresent(), "this is not run by root");
        Path file = Files.writeString(
                folder.resolve("a.yaml"),
                ("gateway:\n  " + OPEN + "\n  " + KEYS + "\n  " + UPSTREAM + "\n")
                        .replace("FOLDER", folder.toString()));
        Path data = folder.resolve("data");

        assertThat(execute("run", "--config", file.toString(), "--data", data.toString()))
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(errors.toString()).startsWith("millrace: root, expected a user of its own");
        assertThat(data).doesNotExist();
    }

    @Test
    void shouldFindWithoutAStartWhatCanBeFoundWithoutIt() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "gateway:\n  " + OPEN + "\n");

        assertThat(execute("config", "check", file.toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(errors.toString()).contains("gateway.listen.host: 0.0.0.0");
    }

    private int run(String gateway, String rest) throws IOException {
        String text = "gateway:\n  metrics: { host: 127.0.0.1, port: 0 }\n  " + gateway.replace("~", "\n  ") + "\n"
                + rest + "\n";
        if (gateway.startsWith("metrics")) {
            text = text.replace("  metrics: { host: 127.0.0.1, port: 0 }\n", "");
        }
        Path file = Files.writeString(
                folder.resolve("millrace.yaml"),
                text.replace("FOLDER", folder.toString()).replace("KEYS", "keys"));
        return execute(
                "run",
                Superuser.OPTION,
                "--config",
                file.toString(),
                "--data",
                folder.resolve("data").toString());
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Millrace.commandLine();
        commandLine.setErr(new PrintWriter(errors, true));
        return commandLine.execute(arguments);
    }
}
