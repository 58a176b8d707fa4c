package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.keys.KeyFile;

/** Looks at the dashboard while what it was let in by is revoked, and while its server starts again. */
class PageReconnectTest {
    private static final String ROWS = "document.querySelectorAll('#view tbody tr').length === 5";
    private static final String STATE = "document.querySelector('#connection').lastElementChild.textContent === '%s'";
    private static final String SAID = "said.some((text) => text.includes('%s'))";
    private static final String KEEP_WHAT_IS_SAID =
            """
            const said = [];
            new MutationObserver((changes) => {
              for (const { target, addedNodes } of changes)
                if (target.id === 'toasts') for (const node of addedNodes) said.push(node.textContent);
            }).observe(document, { childList: true, subtree: true });
            globalThis.said = said;
            """;

    @TempDir
    private Path folder;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private Page page;

    @Test
    void shouldSayWhyItIsNotConnectedAndComeBack() throws IOException {
        KeyFile.NewKey first = key();
        KeyFile.NewKey second = key();
        try (Chromium browser = new Chromium()) {
            page = browser.newPage();
            page.onPageError(faults::add);
            page.addInitScript(KEEP_WHAT_IS_SAID); // toasts go after a while
            int port = whileItRuns(0, () -> {
                await("document.querySelector('#login-dialog').open");
                logIn(first);
                await(ROWS);

                new KeyFile(folder.resolve("keys")).revokeKey(first.id(), Instant.now(), "a test");
                await("document.querySelector('#login-dialog').open");
                assertThat(page.textContent("#login-why")).isEqualTo("Log in first.");
                logIn(second);
                await(STATE.formatted("live"));
            });
            await(STATE.formatted("reconnecting"));
            await(SAID.formatted("The connection was lost"));

            whileItRuns(port, () -> {
                await(STATE.formatted("live"));
                await(SAID.formatted("Connected again."));
                await(ROWS);
            });
        }
        assertThat(faults).isEmpty();
    }

    /** Something to be done on the page. */
    private interface Steps {
        void run() throws IOException;
    }

    /** Runs the demo meanwhile; shows its page if that was not there before. Returns its port. */
    private int whileItRuns(int port, Steps steps) throws IOException {
        try (RunningDemo demo = new RunningDemo(settings(port), folder)) {
            if (port == 0) {
                page.navigate(demo.address());
            }
            steps.run();
            return URI.create(demo.address()).getPort();
        }
    }

    private void logIn(KeyFile.NewKey key) {
        page.fill("#token", key.text().text());
        page.keyboard().press("Enter");
        await("!document.querySelector('#login-dialog').open");
    }

    private void await(String condition) {
        page.waitForFunction("() => " + condition);
    }

    private KeyFile.NewKey key() throws IOException {
        return new KeyFile(folder.resolve("keys"))
                .add(
                        new KeyFile.Order("ann", Role.TRADER, Entitlements.EVERYTHING, List.of(), Instant.now(), null),
                        "a test");
    }

    private MillraceSettings settings(int port) {
        return RunningDemo.settings(folder, yaml -> yaml.replace("port: 8080", "port: " + port)
                .replace("keys-file: \"\"", "keys-file: \"" + folder.resolve("keys") + '"'));
    }
}
