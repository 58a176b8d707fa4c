package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.support.Patience;
import org.millrace.engine.jars.StrategyJar;

/** Runs backtests on the page of a demo, looks at a report, tunes a strategy, and does what administrators do. */
class PageBacktestTest {
    private static final int FILLS = 7; // its column

    @TempDir
    private static Path folder;

    private static RunningDemo demo;
    private static Chromium browser;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Page page;

    @BeforeAll
    static void startDemo() throws IOException {
        browser = new Chromium();
        Path jars = Files.createDirectories(folder.resolve("data").resolve("strategies"));
        StrategyJar.write(jars.resolve("mine.jar"), folder, "Mine", StrategyJar.IN_TURN);
        demo = new RunningDemo(RunningDemo.settings(folder, UnaryOperator.identity()), folder);
    }

    @AfterAll
    static void stopDemo() {
        if (demo != null) {
            browser.close();
            demo.close();
        }
    }

    @BeforeEach
    void open() {
        page = browser.newPage(demo.address(), complaints);
        page.navigate(demo.address() + "#trading");
        page.waitForFunction(
                "() => document.querySelectorAll('[aria-label=\"Instrument of the backtest\"] option').length === 5"
                        + " && document.querySelectorAll('[aria-label=Strategy] option').length > 0");
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void shouldSayWhichModelsThereAre() {
        Locator form = page.locator("form[aria-label=\"New backtest\"]");
        form.getByLabel("Models").fill("nobody:2");

        form.getByText("Run backtest").click();

        see(form.locator(".says"), "There is no model nobody, only [].");
        form.getByLabel("Models").fill("");
    }

    @Test
    void shouldRunABacktestAndShowItsReport() {
        Locator form = page.locator("form[aria-label=\"New backtest\"]");
        form.locator("input[name=fast]").fill("2");
        form.locator("input[name=slow]").fill("3");
        form.locator("input[name=timeframe]").fill("1");
        Awaitility.await()
                .pollInSameThread()
                .atMost(Patience.USUAL.multipliedBy(4)) // a run may take all of one
                .until(() -> hasTraded(form)); // once there are some bars
        see(row("Backtests"), "Crossover simulator:BTC-USDT (fast 2, slow 3, timeframe 1)", "done");
        assertThat(row("Backtests").first().locator("progress").getAttribute("max"))
                .isEqualTo("1");

        Page report = page.context()
                .waitForPage(() -> row("Backtests").first().getByText("Report").click());
        report.onConsoleMessage(message -> complaints.add(message.text()));
        report.reload();

        PlaywrightAssertions.assertThat(report.locator("h1")).containsText("Crossover(");
        PlaywrightAssertions.assertThat(report.locator("svg").first()).isVisible();
        assertThat(report.evaluate("() => getComputedStyle(document.body).fontSize"))
                .as("its style is applied")
                .isNotEqualTo("16px");
        assertThat(report.evaluate("() => origin")).as("it belongs to nobody").isEqualTo("null");
        report.close();
        int runs = row("Backtests").count();
        row("Backtests").first().getByText("Forget").click();
        PlaywrightAssertions.assertThat(row("Backtests")).hasCount(runs - 1);
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldLoadAStrategyTuneItAndMoveMoney() {
        Locator administration = page.locator("section[aria-label=Administration]");
        administration.getByLabel("Class in a jar").fill("Mine");
        administration.getByText("Load").click();
        see(administration, "Mine can be started.");
        page.locator("select[aria-label=Strategy]").selectOption("Mine");
        page.getByText("Start strategy").click();
        see(row("Strategies"), "Mine", "running", "quantity 2");

        row("Strategies")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Change"))
                .click();
        page.locator("form[aria-label=\"New strategy\"] input[name=quantity]").fill("7");
        page.getByText("Change strategy 1").click();
        see(row("Strategies"), "running", "quantity 7");

        administration.getByLabel("Amount").fill("900000");
        administration.getByText("Transfer").click();
        see(page.locator("section[aria-label=Account] dl"), "Equity999,");
        assertThat(complaints).isEmpty();
    }

    /** Runs a backtest, and tells whether it, or the one before, has done something. */
    private boolean hasTraded(Locator form) {
        form.getByText("Run backtest").click();
        see(form, "It is in the list.");
        Locator newest = row("Backtests").first();
        see(newest, "done");
        return !newest.locator("td").nth(FILLS).textContent().equals("0");
    }

    private Locator row(String section) {
        return page.locator("section[aria-label=\"" + section + "\"] tbody tr");
    }

    private static void see(Locator where, String... texts) {
        for (String text : texts) {
            PlaywrightAssertions.assertThat(where.first()).containsText(text);
        }
    }
}
