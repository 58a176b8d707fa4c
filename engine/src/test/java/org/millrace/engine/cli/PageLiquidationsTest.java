package org.millrace.engine.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Looks at liquidations on the page of a demo, in a real browser, over hours that are made up. */
class PageLiquidationsTest {
    private static final String NO_DATA = "No data yet: configure a glassnode feed, or run `millrace pipeline run`.";
    private static final String DRAWN = "document.querySelector('#view').dataset.shown";
    private static final String TRACES =
            """
            { data: [
                { name: 'price', mode: 'lines', x: ['2026-11-01T00:00:00Z', '2026-11-01T01:00:00Z'], y: [1.5, null], yaxis: 'y', line: { color: '#f1c232' }, text: ['Bull', ''] },
                { name: 'hours_so_far', mode: 'lines', fill: 'tozeroy', x: ['2026-11-01T02:00:00Z'], y: [3], yaxis: 'y2', line: { color: '#6aa84f' } },
                { name: 'Ceiling', mode: 'markers', x: ['2026-11-01T01:00:00Z'], y: [2], yaxis: 'y', marker: { color: '#cc0000', size: [7], symbol: 'square' } }],
              layout: { rows: 2, height: 800, yaxis: { title: 'USD' }, yaxis2: { title: 'h' }, shapes: [
                { yref: 'y domain', x0: '2026-11-01T00:00:00Z', x1: '2026-11-01T01:00:00Z', fillcolor: '#b6d7a8', opacity: 0.2, name: 'Bull' },
                { yref: 'y domain', x0: '2026-11-01T01:00:00Z', x1: '2026-11-01T02:00:00Z', fillcolor: '#b6d7a8', opacity: 0.2, name: 'Bull' }] } }
            """;

    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final DemoPage DEMO =
            new DemoPage(() -> new RunningDemo(RunningDemo.settings(folder, UnaryOperator.identity()), folder));

    private Page page;

    @BeforeEach
    void open() {
        page = DEMO.open();
    }

    @Test
    void shouldTurnTracesIntoSeriesOverOneTime() {
        page.navigate(DEMO.address());

        Object drawn =
                page.evaluate("import('/page/liquidation-plot.js').then(({ optionOf }) => { const option = optionOf("
                        + TRACES
                        + "); return [option.series.map(({ name, type, yAxisIndex, data }) => [name, type, yAxisIndex, data]),"
                        + " option.series[0].markArea.data.length, option.series[1].tooltip.valueFormatter(1.5, 0),"
                        + " [option.series[3].symbol, option.series[3].symbolSize(null, { dataIndex: 0 }), option.series[2].areaStyle.color],"
                        + " option.title.map(({ text }) => text), option.xAxis.map(({ min, max }) => [min, max]), option.grid.length,"
                        + " option.legend.data.map(({ name }) => name)].map((each) => JSON.stringify(each)); })");

        assertThat(drawn)
                .isEqualTo(List.of(
                        "[[\"Bull\",\"line\",0,[]],[\"price\",\"line\",0,[[1793491200000,1.5],[1793494800000,null]]],"
                                + "[\"hours so far\",\"line\",1,[[1793498400000,3]]],[\"Ceiling\",\"scatter\",0,[[1793494800000,2]]]]",
                        "2",
                        "\"1.5  Bull\"",
                        "[\"rect\",7,\"#6aa84f\"]",
                        "[\"USD\",\"h\"]",
                        "[[1793491200000,1793498400000],[1793491200000,1793498400000]]",
                        "2",
                        "[\"Bull\",\"price\",\"hours so far\",\"Ceiling\"]"));
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldShowFourTabsInBothThemesOnDeskAndPhone() {
        LiquidationAnswers.to(page);
        page.navigate(DEMO.address() + "#liquidations");

        for (String tab : List.of("Overview", "Signals", "Analysis", "Performance")) {
            press(tab);
            await(DRAWN + " === '" + tab.toLowerCase() + " 24h'");
            assertThat(page.locator("[data-points]:not([data-points='0'])"))
                    .hasCount(page.locator("[data-points]").count());
            for (int width : new int[] {1280, 400}) {
                page.setViewportSize(width, 800);
                page.click("#theme");
                await(
                        "[...document.querySelectorAll('.tab canvas')].every(({ width }) => width > 0 && width <= innerWidth)");
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as(tab + " fits " + width)
                        .isEqualTo(true);
            }
        }

        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldAskForTheRangeThatIsChosenAndAgainWhenToldTo() {
        LiquidationAnswers answers = LiquidationAnswers.to(page);
        page.navigate(DEMO.address() + "#liquidations/performance/90d");
        await(DRAWN + " === 'performance 90d'");
        press("7d");
        await(DRAWN + " === 'performance 7d'");
        page.keyboard().press("r");
        await(DRAWN + " === 'performance 30d'");
        press("custom");
        page.getByLabel("From, UTC").fill("2026-11-01T06:00");
        await(DRAWN + " === 'performance custom'");
        page.getByLabel("To, UTC").fill("2026-11-02T06:00");
        page.waitForCondition(() -> answers.asked().size() == 10);
        press("Refresh");
        page.waitForCondition(() -> answers.asked().size() == 12);

        assertThat(answers.asked().stream().filter(path -> path.startsWith("performance")))
                .containsSequence(
                        "performance?symbol=BTC&hours=2160",
                        "performance?symbol=BTC&hours=168",
                        "performance?symbol=BTC&hours=720")
                .endsWith(
                        "performance?symbol=BTC&start_date=2026-11-01T06%3A00%3A00.000Z&end_date=2026-11-02T06%3A00%3A00.000Z",
                        "performance?symbol=BTC&start_date=2026-11-01T06%3A00%3A00.000Z&end_date=2026-11-02T06%3A00%3A00.000Z");
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldSortSignalsAsTheirHeadsAreChosen() {
        LiquidationAnswers.to(page);
        page.navigate(DEMO.address() + "#liquidations/signals/7d");
        Locator rows = page.locator("section[aria-label='Latest signals'] tbody tr");
        assertThat(rows).hasCount(6);
        assertThat(rows.first()).containsText("2026-11-03 02:00Sell0.760,0500.25001Bullceiling");

        press("Price");

        assertThat(rows.first()).containsText("2026-11-01 00:00Sell0.760,000");
        assertThat(page.locator("[aria-sort]")).hasText("Price");
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldTellOfNowOfHealthAndOfTables() {
        LiquidationAnswers.to(page);
        page.navigate(DEMO.address() + "#liquidations");

        assertThat(page.locator("section[aria-label='Now and in this range']"))
                .containsText("Price60,059Range of the price60,036 – 60,059");
        assertThat(page.locator("section[aria-label=Health]")).containsText("lag: 2 hours behind");
        assertThat(page.locator("section[aria-label=Tables] tbody tr").first())
                .hasText("btc_price_data602026-11-01 00:002026-11-03 11:00");
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldSayWhatToDoWhereThereIsNothingYet() {
        LiquidationAnswers.nothingTo(page);
        page.navigate(DEMO.address() + "#liquidations");
        assertThat(page.locator(".note")).hasText(new String[] {NO_DATA, NO_DATA});

        for (String tab : List.of("Signals", "Analysis", "Performance")) {
            press(tab);
            assertThat(page.locator(".note").first()).hasText(NO_DATA);
        }

        assertThat(page.locator("[data-points]:not([data-points='0'])")).hasCount(0);
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldSayWhyAPlotIsNotToBeHad() {
        LiquidationAnswers.to(page);
        page.route(
                "**/plots/fll_fsl*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setBody("{\"title\":\"Unavailable\",\"detail\":\"The store cannot be asked.\"}")));
        page.navigate(DEMO.address() + "#liquidations/analysis");

        assertThat(page.locator(".note.warn")).hasText("The plot is not to be had: The store cannot be asked.");
        assertThat(page.locator("[aria-label='How long one side has dominated'] canvas"))
                .isVisible();
    }

    private void press(String name) {
        page.locator("#view button", new Page.LocatorOptions().setHasText(name))
                .first()
                .click();
    }

    private void await(String condition) {
        page.waitForFunction("() => " + condition);
    }
}
