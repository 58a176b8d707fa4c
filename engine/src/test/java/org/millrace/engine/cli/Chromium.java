package org.millrace.engine.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The browser of this machine, without a window; tests that want it are skipped where there is none. */
final class Chromium implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
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

    /** Opens a page that shares nothing with others. */
    Page newPage() {
        return browser.newPage();
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
