package org.millrace.feeds.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadAFile() throws IOException {
        Path file = file("# of the venue\nKEY = abc \nEMPTY=\n");

        ApiKeys keys = ApiKeys.of(file.toString());

        assertThat(keys.require("KEY")).isEqualTo("abc");
        assertThat(keys.has("EMPTY")).isFalse();
    }

    @Test
    void shouldHaveAnyKeyForTheSimulator() {
        assertThat(ApiKeys.of("simulator").require("KEY")).isNotBlank();
    }

    @Test
    void shouldNameWhatIsMissing() throws IOException {
        Path file = file("OTHER=abc\n");

        assertThatThrownBy(() -> ApiKeys.of(file.toString()).require("KEY"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feeds.key-file: no KEY in " + file)
                .hasMessageNotContaining("abc");
        assertThatThrownBy(() -> ApiKeys.of("").require("NO_SUCH_KEY_OF_MILLRACE"))
                .hasMessageContaining("no NO_SUCH_KEY_OF_MILLRACE in the environment");
        assertThatThrownBy(() -> ApiKeys.of(folder.resolve("none").toString()))
                .hasMessageContaining("none cannot be read");
    }

    @Test
    void shouldRefuseAFileThatOthersCanRead() throws IOException {
        Path file = file("KEY=abc\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> ApiKeys.of(file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feeds.key-file: " + file)
                .hasMessageNotContaining("abc");
    }

    private Path file(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), lines);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
