package org.millrace.engine.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.millrace.codecs.support.Patience;

/** The browser of this machine, without a window; tests that want it are skipped where there is none. */
final class Chromium implements AutoCloseable {
    private static final double PATIENCE_MS = Patience.USUAL.toMillis();

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS); // a page has another
        Path program = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(each -> Path.of(each, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(program != null, "no chromium on the PATH");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--no-sandbox")));
    }

    /**
     * Presses a button that asks for a second press, and forgets the first within seconds: both at once, so that it does not
     * forget on a slow machine. Returns what it says in between.
     */
    static String pressTwice(Locator button) {
        button.click(new Locator.ClickOptions().setTrial(true)); // waits until one could
        return (String) button.evaluate(
                "button => { button.click(); const asks = button.textContent; button.click(); return asks; }");
    }

    /** Opens a page that shares nothing with others. */
    Page newPage() {
        Page page = browser.newPage();
        page.context().setDefaultTimeout(PATIENCE_MS); // of the pages, too, that it opens
        return page;
    }

    /** Opens a like one; what it or the browser complains of is written down, and what it asks others than a server. */
    Page newPage(String server, List<String> complaints) {
        Page page = newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(server)) {
                complaints.add("asked for " + request.url());
            }
        });
        return page;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
