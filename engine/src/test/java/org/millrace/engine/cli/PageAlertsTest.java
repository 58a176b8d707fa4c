package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes, silences and deletes alerts on the page of a demo, and has what could not be told sent again. */
class PageAlertsTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @TempDir
    private static Path folder;

    private static AlertHook hook;
    private static RunningDemo demo;
    private static Chromium browser;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Page page;

    @BeforeAll
    static void startDemo() {
        browser = new Chromium();
        hook = new AlertHook();
        demo = new RunningDemo(hook.settings(folder), folder);
    }

    @AfterAll
    static void stopDemo() {
        if (demo != null) {
            browser.close();
            demo.close();
            hook.close();
        }
    }

    @BeforeEach
    void open() {
        page = browser.newPage(demo.address(), complaints);
        page.navigate(demo.address() + "#alerts");
        page.waitForFunction(
                "() => document.querySelectorAll('[aria-label=\"Instrument of the alert\"] option').length === 5");
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void shouldMakeSilenceAndDeleteAlerts() {
        create(HOSTILE, "1e12", false);
        Locator row = row("Alerts", HOSTILE);
        see(row, "simulator:BTC-USDT", "price above 1T", "active");

        Locator dialog = silence(row);
        dialog.getByText("1 hour").click();
        see(row, "silent until");

        silence(row).getByText("Not now").click();
        see(row, "active");

        silence(row).getByLabel("Silent from, UTC").fill("2099-01-02T10:00");
        dialog.getByLabel("until").first().fill("2099-01-02T11:30");
        dialog.getByText("Save").click();
        see(row, "active, silent from 01-02 10:00");

        silence(row).getByLabel("Silent from, UTC").fill("");
        dialog.getByLabel("until").first().fill("");
        dialog.getByLabel("On some days from, UTC").fill("22:00");
        dialog.getByLabel("until").last().fill("06:00");
        dialog.getByText("Save").click();
        see(row, "active, quiet 22:00–06:00");

        row.getByText("Delete").click();
        PlaywrightAssertions.assertThat(row).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldSendAgainWhatCouldNotBeTold() {
        hook.answer(404);
        create("reached", "1", true);
        see(row("Alerts", "reached"), "fired");
        see(row("History", "reached"), "simulator:BTC-USDT");
        Locator letter = row("Not told", "reached");
        see(letter, "desk, webhook", "answered with status 404");

        hook.answer(204);
        letter.getByText("Send again").click();

        PlaywrightAssertions.assertThat(letter).hasCount(0);
        page.waitForCondition(() -> hook.posted().size() == 2);
        assertThat(hook.posted().get(1)).isEqualTo(hook.posted().get(0)).contains("\"name\":\"reached\"");
        assertThat(complaints).isEmpty();
    }

    private void create(String name, String threshold, boolean isTold) {
        page.getByLabel("Threshold").fill(threshold);
        page.getByLabel("Name").fill(name);
        if (isTold) {
            page.getByLabel("webhook").check();
            page.getByLabel("Target").fill("desk");
        }
        page.getByText("Create alert").click();
    }

    /** Returns the row of an alert in one of the tables. */
    private Locator row(String section, String name) {
        return page.locator("section[aria-label=\"" + section + "\"] tbody tr")
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    /** Opens the dialog that silences the alert of a row. */
    private Locator silence(Locator row) {
        row.getByText("Silence").click();
        return page.locator("dialog[aria-label=Silence]");
    }

    private static void see(Locator where, String... texts) {
        for (String text : texts) {
            PlaywrightAssertions.assertThat(where).containsText(text);
        }
    }
}
