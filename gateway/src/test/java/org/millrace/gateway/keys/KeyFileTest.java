package org.millrace.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.support.Credentials;

class KeyFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.7, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "192.168.0.0/23, 192.168.1.255, true",
        "192.168.0.0/23, 192.168.2.0, false",
        "2001:db8::/32, 2001:db8:7::1, true",
        "2001:db8::/32, 10.1.0.0, false"
    })
    void shouldContain(String range, String address, boolean expected) throws UnknownHostException {
        assertThat(Network.parse(range).contains(InetAddress.getByName(address)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/33", "10.1.0.0/-1", "localhost", "10.1.0.0/x", "::/129", ""})
    void shouldRefuse(String text) {
        assertThatThrownBy(() -> Network.parse(text)).hasMessageContaining("expected a range as 10.1.0.0/16");
    }

    @Test
    void shouldTakeAKeyFromItsNetworksAlone() throws Exception {
        Credentials.write(folder.resolve("keys"), "");
        KeyFile file = new KeyFile(folder.resolve("keys"));
        KeyFile.NewKey key = file.add(
                new KeyFile.Order(
                        "ann",
                        Role.VIEWER,
                        Entitlements.EVERYTHING,
                        List.of(Network.parse("10.1.0.0/16")),
                        Instant.now(),
                        null),
                "a test");
        KeyBook book = file.read();

        assertThat(book.check(key.text(), InetAddress.getByName("10.1.2.3"), 0).isAccepted())
                .isTrue();
        assertThat(book.check(key.text(), InetAddress.getByName("10.2.2.3"), 0).isAccepted())
                .isFalse();
        assertThat(folder.resolve("keys")).content().doesNotContain(key.text().text());
    }

    @Test
    void shouldNameTheLineOfAKeyFileThatMakesNoSense() {
        Credentials.write(folder.resolve("keys"), "\n{\"key\":\"1\"}\n");

        assertThatThrownBy(() -> new KeyFile(folder.resolve("keys")).read())
                .hasMessage("gateway.access.keys-file: " + folder.resolve("keys")
                        + ":2, expected a line as millrace keys writes it");
    }
}
