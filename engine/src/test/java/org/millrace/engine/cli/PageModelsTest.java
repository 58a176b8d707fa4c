package org.millrace.engine.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Draws the view of models in a real browser: of a registry and of events that the test hands to it. */
class PageModelsTest {
    /** Versions 1 to 3 of a model, of which the second is promoted and the third its shadow; the last never ran. */
    private static final String BEGIN =
            """
            async () => {
                const { modelsView } = await import('/page/models-view.js');
                const roles = ['retired', 'promoted', 'shadow'];
                const rows = roles.map((role, i) => ({ name: 'btc', version: i + 1, id: 7, kind: 'trees', target: 'direction', timeframe: '1m',
                    horizon_seconds: 900, set: 'full', set_version: 2, features: 40, role, predictions: 1000 * i }));
                const card = { data: { trainedFrom: '2026-01-01T00:00:00Z', trainedTo: '2026-08-01T00:00:00Z', heldOutTo: '2026-09-30T00:00:00Z' },
                    metrics: { holdOut: { model: { accuracy: 0.561 }, majority: { accuracy: 0.52 }, 'last direction': { accuracy: null } } } };
                window.asked = [];
                const api = { get: async (path) => (path === 'models' ? { data: rows } : card), post: async (path) => { window.asked.push(path); throw new Error('The model wants version 3 of its set.'); } };
                const listeners = {};
                const hub = { isAdmin: true, want() {}, listen(type, listener) { listeners[type] = listener; return () => {}; } };
                const root = document.createElement('main');
                root.id = 'tried';
                root.className = 'view models';
                document.querySelector('#view').replaceWith(root);
                const view = modelsView(root, { api, hub }, []);
                window.tell = (type, event) => listeners[type]({ modelId: 7, ...event });
                setInterval(() => view.draw(performance.now()), 50);
            }
            """;

    private static final String DRIFT =
            """
            () => {
                tell('ModelDrift', { modelVersion: 2, index: 0, feature: 'returns_5', stabilityIndex: 0.05, count: 500 });
                tell('ModelDrift', { modelVersion: 2, index: 1, feature: 'spread', stabilityIndex: 0.4, count: 500 });
                tell('ModelDrift', { modelVersion: 3, index: 65535, feature: '', stabilityIndex: 0.15, count: 300 });
            }
            """;

    /** Four feature events: the shadow agrees in three, in two of which it speaks first. */
    private static final String PREDICTIONS =
            """
            () => {
                const says = (modelVersion, at, up, down) => tell('Prediction', { modelVersion, timeframe: 60n, up, down, neutral: 1 - up - down, value: NaN,
                    shadow: modelVersion === 3 ? 'T' : 'F', prefix: { instrumentId: 1, eventTime: BigInt(at) } });
                says(2, 1, 0.8, 0.1); says(3, 1, 0.6, 0.3);
                says(3, 2, 0.1, 0.7); says(2, 2, 0.2, 0.6);
                says(3, 3, 0.2, 0.2); says(2, 3, 0.3, 0.1);
                says(2, 4, 0.8, 0.1); says(3, 4, 0.1, 0.8);
                says(3, 4, 0.1, 0.8);
            }
            """;

    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final DemoPage DEMO =
            new DemoPage(() -> new RunningDemo(RunningDemo.settings(folder, UnaryOperator.identity()), folder));

    private Page page;

    @BeforeEach
    void begin() {
        page = DEMO.open();
        page.navigate(DEMO.address());
        page.evaluate(BEGIN);
        assertThat(rows("Models")).hasCount(3);
    }

    @Test
    void shouldListVersionsWithTheirRolesAndScoresBesideBaselines() {
        assertThat(rows("Models")).containsText(new String[] {
            "btc v3shadowfull 21m → 15m2026-01-01 – 2026-08-01, judged to 2026-09-30accuracy 56.1% (majority 52.0%)2,000",
            "btc v2promotedfull 21m → 15m",
            "btc v1retiredfull 21m → 15m"
        });
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldCompareShadowsWithThePromotedVersion() {
        page.evaluate(PREDICTIONS);

        assertThat(rows("Promoted and shadows"))
                .hasText(new String[] {"v2promoted450.0%25.0%25.0%––", "v3shadow425.0%25.0%50.0%75.0%–"});
        assertThat(page.locator("section[aria-label='How predictions lie'][data-points='2'] canvas"))
                .isVisible();
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldShowDriftByHowFarItHasGone() {
        page.evaluate(DRIFT);

        Locator rows = rows("Drift since training");
        assertThat(rows).hasText(new String[] {"spreadv20.400500", "predictionsv30.150300", "returns_5v20.050500"});
        assertThat(rows.locator("td:nth-child(3)")).hasClass(new String[] {"number down", "number warn", "number up"});
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldFollowRolesAsTheEngineTellsThem() {
        page.evaluate(
                "tell('ModelStatus', { name: 'btc', modelVersion: 1, state: 'SHADOW', predictions: 5n, horizon: 900n })");

        assertThat(rows("Models").last()).containsText("btc v1shadow");
        assertThat(rows("Promoted and shadows")).hasCount(3);
    }

    @Test
    void shouldAskTwiceBeforeAVersionIsPromotedAndSayWhyItWasNot() {
        Locator promote = rows("Models").first().locator("[data-deed=promote]");
        promote.click();
        assertThat(promote).hasText("Promote, sure?");
        assertThat(page.evaluate("asked")).isEqualTo(List.of());

        promote.click();

        assertThat(page.locator(".toast.warn")).hasText("The model wants version 3 of its set.");
        assertThat(page.evaluate("asked")).isEqualTo(List.of("models/btc/3/promote"));
    }

    @Test
    void shouldFitDeskAndPhoneInBothThemes() {
        page.evaluate(DRIFT);
        page.evaluate(PREDICTIONS);

        for (int width : new int[] {1280, 400}) {
            page.setViewportSize(width, 800);
            page.click("#theme");
            page.waitForFunction(
                    "() => { const canvas = document.querySelector('#tried canvas'); return canvas && canvas.clientWidth < innerWidth; }");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("fits " + width)
                    .isEqualTo(true);
        }

        assertThat(DEMO.complaints()).isEmpty();
    }

    private Locator rows(String section) {
        return page.locator("#tried table[aria-label='" + section + "'] tbody tr, #tried section[aria-label='" + section
                + "'] tbody tr");
    }
}
