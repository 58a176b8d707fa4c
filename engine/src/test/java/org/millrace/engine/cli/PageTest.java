package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.engine.program.Program;

/** Looks at the demo's page in a real browser. */
class PageTest {
    private static final Path DEMO = Path.of("..", "config", "millrace.yaml");
    private static final String BARS = "Number(document.body.dataset.bars ?? 0)";
    private static final String PICTURE = "document.querySelector('#chart canvas').toDataURL()";

    @TempDir
    private Path folder;

    private final List<String> errors = new CopyOnWriteArrayList<>();

    @Test
    void shouldDrawCandlesThatMoveWithoutErrors() throws IOException {
        Path chromium = chromium();
        assumeTrue(chromium != null, "no chromium on the PATH");
        MillraceSettings settings = settings();

        try (Program program =
                new Program(settings, folder.resolve("data"), settings.clock().beat())) {
            program.start(false, 0);
            program.serve();
            try (LiveFeeds feeds = new LiveFeeds(settings, program.sink());
                    Playwright playwright = Playwright.create(
                            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                    Browser browser = playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(chromium)
                                    .setArgs(List.of("--no-sandbox")))) {
                feeds.start();
                look(browser.newPage(), program.address());
            }
        }

        assertThat(errors).isEmpty();
    }

    /** Waits for the first bars, then for more of them and another picture; a wait that ends without is an error. */
    private void look(Page page, String address) {
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.navigate(address);
        page.waitForCondition(() -> bars(page) >= 2);
        int bars = bars(page);
        Object picture = page.evaluate(PICTURE);
        page.waitForCondition(() -> bars(page) > bars);
        page.waitForCondition(() -> !page.evaluate(PICTURE).equals(picture));
    }

    private static int bars(Page page) {
        return (int) page.evaluate(BARS);
    }

    /** Returns the demo's settings on free ports. */
    private MillraceSettings settings() throws IOException {
        Path file = folder.resolve("millrace.yaml");
        Files.writeString(file, Files.readString(DEMO).replaceAll("port: (8080|9091)", "port: 0"));
        return SettingsFile.read(file, MillraceSettings.class);
    }

    private static Path chromium() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(each -> Path.of(each, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
