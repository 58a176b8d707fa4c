package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.settings.Secret;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.keys.KeyFile;

/** Logs in to the dashboard of a gateway that asks for it, in a real browser. */
class PageLoginTest {
    @TempDir
    private Path folder;

    @Test
    void shouldAskForKeyAndKeepItInMemoryOnly() throws IOException {
        Secret key = key();
        try (Chromium browser = new Chromium();
                RunningDemo demo = new RunningDemo(settings(), folder)) {
            Page page = browser.newPage();
            page.navigate(demo.address());
            logIn(page, "mrk_00000000_wrong");
            page.waitForFunction("() => document.querySelector('#login-why').textContent === 'Log in first.'");
            logIn(page, key.text());

            page.waitForFunction("() => !document.querySelector('#login-dialog').open"
                    + " && document.querySelectorAll('#view tbody tr').length === 5");
            assertThat(page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie, location])"))
                    .asString()
                    .doesNotContain(key.text());
            assertThat(page.inputValue("#token")).isEmpty();
        }
    }

    private static void logIn(Page page, String key) {
        page.waitForFunction("() => document.querySelector('#login-dialog').open");
        page.fill("#token", key);
        page.keyboard().press("Enter");
    }

    private Secret key() throws IOException {
        return new KeyFile(folder.resolve("keys"))
                .add(
                        new KeyFile.Order("ann", Role.TRADER, Entitlements.EVERYTHING, List.of(), Instant.now(), null),
                        "a test")
                .text();
    }

    private MillraceSettings settings() {
        return RunningDemo.settings(
                folder, yaml -> yaml.replace("keys-file: \"\"", "keys-file: \"" + folder.resolve("keys") + '"'));
    }
}
