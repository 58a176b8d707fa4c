package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Trades by hand and by a strategy on the page of a demo, and stops it all. */
class PageTradingTest {
    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final DemoPage DEMO =
            new DemoPage(() -> new RunningDemo(RunningDemo.settings(folder, UnaryOperator.identity()), folder));

    private Page page;

    @BeforeEach
    void open() {
        page = DEMO.open();
        page.navigate(DEMO.address() + "#trading");
        page.waitForFunction(
                "() => document.querySelectorAll('[aria-label=\"Instrument of the order\"] option').length === 5"
                        + " && document.querySelectorAll('[aria-label=Strategy] option').length > 0");
    }

    @Test
    void shouldTradeByHandAndByAStrategyAndStopItAll() {
        order("market", "0.01", "");
        page.getByRole(AriaRole.BUTTON, exact("Buy")).click();
        see(row("Positions"), "simulator:BTC-USDT", "0.01");
        see(row("Fills"), "simulator:BTC-USDT", "buy", "taker"); // in parts, if the book had less at its best
        see(page.locator("section[aria-label=Account] dl"), "Equity", "99,99", "Fees");

        order("limit", "0.01", "1");
        page.getByRole(AriaRole.BUTTON, exact("Buy")).click();
        see(row("Open orders"), "buy limit", "0 / 0.01", "1.00");
        row("Open orders").getByText("Cancel").click();
        see(row("Ended orders"), "cancelled (requested)");
        PlaywrightAssertions.assertThat(row("Open orders")).hasCount(0);

        page.getByText("Start strategy").click();
        see(row("Strategies"), "simulator:BTC-USDT", "running");
        row("Strategies")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Stop").setExact(true))
                .click();
        see(row("Strategies"), "stopped");
        assertThat(DEMO.complaints()).isEmpty();

        String asked = Chromium.pressTwice(page.getByText("Stop trading"));
        assertThat(asked).isEqualTo("Sure? Cancels all orders");
        see(page.locator("button.kill"), "Stopped. Trade again");
        order("market", "0.01", "");
        page.getByRole(AriaRole.BUTTON, exact("Buy")).click();
        see(page.locator(".order-form .says").first(), "refused by kill_switch");
        see(row("Ended orders").first(), "refused (kill switch)");
        page.locator("button.kill").click();
        see(page.locator("button.kill"), "Stop trading");
        assertThat(DEMO.complaints()).as("the browser tells of refusals too").allMatch(each -> each.contains("422"));
    }

    private void order(String type, String quantity, String limit) {
        page.getByLabel("Type").selectOption(type);
        page.getByLabel("Quantity").first().fill(quantity);
        if (!limit.isEmpty()) {
            page.getByLabel("Limit").first().fill(limit);
        }
    }

    private Locator row(String section) {
        return page.locator("section[aria-label=\"" + section + "\"] tbody tr");
    }

    private static Page.GetByRoleOptions exact(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void see(Locator where, String... texts) {
        for (String text : texts) {
            PlaywrightAssertions.assertThat(where.first()).containsText(text);
        }
    }
}
