package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.config.MillraceSettings;

/** Looks at the demo's dashboard in a real browser. What the page or the browser complains of fails a test. */
class PageTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final int[][] SIZES = {{1280, 800}, {390, 844}};
    private static final List<String> THEMES = List.of("dark", "light");
    private static final String PICTURE = "document.querySelector('.canvas canvas').toDataURL()";
    private static final String FITS = "document.documentElement.scrollWidth <= innerWidth";

    /** What is there when a view has drawn what came. */
    private static final Map<String, String> DRAWN = drawn();

    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final DemoPage DEMO = new DemoPage(() -> new RunningDemo(settings(), folder));

    private Page page;

    @BeforeEach
    void open() {
        page = DEMO.open();
    }

    @Test
    void shouldDrawEveryViewInBothThemesOnDeskAndPhone() {
        DRAWN.forEach((view, isDrawn) -> {
            page.setViewportSize(SIZES[0][0], SIZES[0][1]);
            page.navigate(DEMO.address() + "#" + view);
            for (int[] size : SIZES) {
                page.setViewportSize(size[0], size[1]);
                for (String theme : THEMES) {
                    await("document.querySelector('#theme').checkVisibility()");
                    if (!page.evaluate("document.documentElement.dataset.theme").equals(theme)) {
                        page.click("#theme");
                    }
                    await(isDrawn);
                    assertThat(page.evaluate(FITS))
                            .as(view + " fits " + size[0])
                            .isEqualTo(true);
                }
            }
        });

        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldDrawCandlesThatMove() {
        page.navigate(DEMO.address() + "#chart/simulator:BTC-USDT/1s/1h");
        await(DRAWN.get("chart/simulator:BTC-USDT"));
        int bars = bars();
        Object picture = page.evaluate(PICTURE);

        page.waitForCondition(() -> bars() > bars);
        page.waitForCondition(() -> !page.evaluate(PICTURE).equals(picture));

        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldBeUsedByKeysAlone() {
        page.navigate(DEMO.address());
        await(DRAWN.get("markets"));

        press("/");
        page.keyboard().type("eth");
        press("ArrowDown", "ArrowRight", "Enter");
        await("document.querySelectorAll('#plots canvas').length === 1");
        press("ArrowLeft", "Enter");
        await("location.hash.startsWith('#chart/simulator:ETH-USDT')");
        press("x", "3");
        await("location.hash.startsWith('#book/simulator:ETH-USDT') && document.querySelector('#view.book')");
        press("?");

        await("document.querySelector('#help-dialog').open");
        assertThat(page.textContent("#keys")).contains("smaller price steps");
        assertThat(page.isVisible("#plots")).isFalse();
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldShowTextFromOutsideAsText() {
        page.navigate(DEMO.address());
        await("document.querySelector('#view').textContent.includes('" + HOSTILE + "')");

        page.navigate(DEMO.address() + "#feeds");
        await("document.querySelector('#view').textContent.includes('" + HOSTILE + "')");

        assertThat(page.evaluate("document.querySelectorAll('img:not(.brand img)').length"))
                .isEqualTo(0);
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldDrawTheDescriptionOfTheApi() {
        page.navigate(DEMO.address() + "api/v1/docs");
        await("document.querySelectorAll('#operations details').length >= 30");
        page.click("#health summary");
        page.click("#health button");
        await("document.querySelector('#health pre').textContent.startsWith('200 in')");

        page.setViewportSize(SIZES[1][0], SIZES[1][1]);
        assertThat(page.evaluate(FITS)).isEqualTo(true);
        assertThat(DEMO.complaints()).isEmpty();
    }

    private void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    private void await(String condition) {
        page.waitForFunction("() => " + condition);
    }

    private int bars() {
        return (int) page.evaluate("Number(document.querySelector('#view').dataset.bars ?? 0)");
    }

    private static Map<String, String> drawn() {
        Map<String, String> drawn = new LinkedHashMap<>();
        drawn.put(
                "markets",
                "document.querySelectorAll('#view tbody .spark polyline[points]').length >= 5"
                        + " && [...document.querySelectorAll('#view tbody tr')].filter(row => row.cells[1].textContent !== '–').length >= 5");
        drawn.put("chart/simulator:BTC-USDT", "Number(document.querySelector('#view').dataset.bars ?? 0) >= 2");
        drawn.put(
                "chart/simulator:BTC-USDT/1s/1h",
                "document.querySelector('.features:not([hidden]) summary')?.textContent.includes('standard 2 ·')"
                        + " && document.querySelectorAll('.features dd').length >= 30");
        drawn.put(
                "book/simulator:BTC-USDT",
                "document.querySelectorAll('.up-level td:first-child:not(:empty)').length >= 5"
                        + " && document.querySelectorAll('.down-level td:first-child:not(:empty)').length >= 5");
        drawn.put("tape/simulator:BTC-USDT", "document.querySelectorAll('#view tbody tr').length >= 10");
        drawn.put("feeds", "document.querySelector('.dot.up') && document.querySelectorAll('.tall td.up').length >= 5");
        drawn.put(
                "trading",
                "document.querySelectorAll('.order-form').length === 3 && document.querySelectorAll('#view table').length === 6"
                        + " && document.querySelectorAll('.order-form option').length > 15");
        drawn.put("alerts", "document.querySelectorAll('#view form select, #view table').length >= 2");
        drawn.put(
                "system",
                "[...document.querySelectorAll('.says')].filter(says => says.textContent.includes('measured') &&"
                        + " !says.textContent.includes('nothing')).length >= 3 && document.querySelector('#view').textContent.includes('closed')"
                        + " && document.querySelectorAll('.vitals dd').length >= 20 && document.querySelectorAll('.vitals canvas').length >= 3");
        drawn.put(
                "liquidations",
                "[...document.querySelectorAll('.plot-card .note')].filter(note => note.textContent.startsWith('No data yet')).length === 2"
                        + " && document.querySelectorAll('#view tbody tr').length === 7");
        drawn.put(
                "models",
                "document.querySelector('#view').textContent.includes('There are no models.')"
                        + " && document.querySelector('#view').textContent.includes('There is nothing to explain yet.')"
                        + " && document.querySelectorAll('#view .class-chart[data-points=\"0\"]').length === 3");
        return drawn;
    }

    /** Returns the demo's settings on free ports, with an instrument that nobody would want to see, and features of each second. */
    private static MillraceSettings settings() {
        String hostile = "    - { venue: simulator, symbol: HOSTILE, name: \"" + HOSTILE
                + "\", asset-class: crypto, price-exponent: -2, quantity-exponent: -5 }\n";
        return RunningDemo.settings(folder, yaml -> yaml.replace("\n\nfeeds:", "\n" + hostile + "\nfeeds:")
                .replace("timeframes: [1m,", "timeframes: [1s, 1m,")); // features need not wait for a minute
    }
}
