package org.millrace.engine.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Looks at liquidations on the page of a demo that is told of some hours of them, in a real browser. */
class PageLiquidationsTest {
    private static final String SHOWN = "document.querySelector('#view').dataset.shown";
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

    private static LiquidationHours hours;

    @RegisterExtension
    private static final DemoPage DEMO = new DemoPage(PageLiquidationsTest::demo);

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
        show("overview 7d");

        for (String tab : List.of("Overview", "Signals", "Analysis", "Performance")) {
            press(tab);
            await(SHOWN + " === '" + tab.toLowerCase(Locale.ROOT) + " 7d'");
            await("[...document.querySelectorAll('[data-points]')].every(({ dataset }) => dataset.points !== '0')");
            for (int width : new int[] {1280, 400}) {
                page.setViewportSize(width, 800);
                page.click("#theme");
                await(
                        "[...document.querySelectorAll('.tab canvas')].every(({ clientWidth }) => clientWidth > 0 && clientWidth < innerWidth)");
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as(tab + " fits " + width)
                        .isEqualTo(true);
            }
        }

        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldAskForTheRangeThatIsChosenAndAgainWhenToldTo() {
        List<String> asked = asked("/performance?");
        show("performance 90d");
        press("7d");
        await(SHOWN + " === 'performance 7d'");
        page.keyboard().press("r");
        await(SHOWN + " === 'performance 30d'");
        press("custom");
        page.getByLabel("To, UTC").fill("2026-11-02T06:00");
        page.getByLabel("From, UTC").fill("2026-11-01T06:00");
        await(SHOWN + " === 'performance custom'");
        press("Refresh");
        page.waitForCondition(() -> asked.size() == 5);

        String custom = "start_date=2026-11-01T06%3A00%3A00.000Z&end_date=2026-11-02T06%3A00%3A00.000Z";
        assertThat(asked).isEqualTo(List.of("hours=2160", "hours=168", "hours=720", custom, custom));
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldSortSignalsAsTheirHeadsAreChosen() {
        show("signals 7d");
        Locator rows = page.locator("section[aria-label='Latest signals'] tbody tr");
        assertThat(rows).hasCount(6);
        assertThat(rows.first()).hasText(time(50) + "Sell0.760,0500.20001Bullceiling1-10");

        press("Price");

        assertThat(rows.first()).hasText(time(0) + "Sell0.760,0000.25001Bullceiling1-10");
        assertThat(page.locator("[aria-sort]")).hasText("Price");
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldTellWhatSignalsWereWorth() {
        show("performance 7d");

        assertThat(page.locator("section[aria-label=Performance] tbody tr"))
                .hasText("Sell60.0%0.002%0.000%100%0.0%0.010%0.000%100%0.0%0.040%0.000%100%0.002%0.002%");
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldTellOfNowAndOfTables() {
        show("overview 7d");

        assertThat(page.locator("section[aria-label='Now and in this range']"))
                .containsText(
                        "Price60,059Range of the price60,000 – 60,059Risk priority number0.191Its mean0.2205Its range0.1910 – 0.2500Hours60");
        assertThat(page.locator("section[aria-label=Tables] tbody tr").first())
                .hasText("btc_price_data60" + time(0) + time(LiquidationHours.COUNT - 1));
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldSayWhatIsMissingOfARange() {
        show("analysis 24h");
        press("custom");
        page.getByLabel("To, UTC").fill("2020-01-02T00:00");
        page.getByLabel("From, UTC").fill("2020-01-01T00:00");
        await(SHOWN + " === 'analysis custom'");

        assertThat(page.locator(".note").first())
                .hasText(
                        "There is nothing in this range. The newest hour is " + time(LiquidationHours.COUNT - 1) + ".");
        assertThat(page.locator("[data-points]:not([data-points='0'])")).hasCount(0);
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldSayWhyAPlotIsNotToBeHad() {
        show("analysis 24h");
        press("custom");
        page.getByLabel("From, UTC").fill("0001-01-01T00:00");
        await(SHOWN + " === 'analysis custom'");

        assertThat(page.locator(".note.warn").first())
                .hasText("The plot is not to be had: start_date is a day, as 2024-01-31, or a time.");
    }

    /** Opens a tab over a range, and waits until answers are shown. */
    private void show(String tabAndRange) {
        page.navigate(DEMO.address() + "#liquidations/" + tabAndRange.replace(' ', '/'));
        await(SHOWN + " === '" + tabAndRange + "'");
    }

    private void press(String name) {
        page.locator("#view button", new Page.LocatorOptions().setHasText(name))
                .first()
                .click();
    }

    private void await(String condition) {
        page.waitForFunction("() => " + condition);
    }

    /** Returns what the page asks for from now on, of one kind: the queries behind the asset. */
    private List<String> asked(String kind) {
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains(kind)) {
                asked.add(request.url().replaceFirst(".*symbol=BTC&", ""));
            }
        });
        return asked;
    }

    private static String time(int hour) {
        return hours.start(hour).toString().substring(0, 16).replace('T', ' ');
    }

    /** Runs a demo that knows an asset's liquidations, once its store has them. */
    private static RunningDemo demo() {
        String asset =
                "    - { venue: glassnode, symbol: BTC, name: BTC, asset-class: crypto, price-exponent: -2, quantity-exponent: -5 }\n";
        RunningDemo demo = new RunningDemo(
                RunningDemo.settings(folder, yaml -> yaml.replace("\n\nfeeds:", "\n" + asset + "\nfeeds:")),
                folder,
                true);
        hours = new LiquidationHours(demo.sink()).publish();
        HttpRequest stats = HttpRequest.newBuilder(URI.create(demo.address() + "api/v1/liquidations/stats"))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        String whole = "\"record_count\":" + LiquidationHours.COUNT + "}";
        Awaitility.await()
                .atMost(Duration.ofMinutes(4)) // the store begins
                .until(
                        () -> client.send(stats, HttpResponse.BodyHandlers.ofString())
                                .body(),
                        body -> body.split(whole, -1).length == 8); // of seven tables
        return demo;
    }
}
