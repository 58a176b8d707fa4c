package org.millrace.engine.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.backtest.MinuteBars;
import org.millrace.engine.models.Followers;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.training.NativeLibrary;

/**
 * Looks at models on the page of a demo whose engine runs them, in a real browser: of a model that follows the price each second
 * one version is promoted and another, which always says the same less surely, its shadow. Two versions of another were trained.
 */
class PageModelsTest {
    private static final int SAME = 10; // the column of what both spoke of

    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final DemoPage DEMO = new DemoPage(PageModelsTest::demo);

    private Page page;

    @BeforeEach
    void open() {
        page = DEMO.open();
        page.navigate(DEMO.address() + "#models/follower/1h");
        assertThat(rows("Models")).hasCount(6);
    }

    @Test
    void shouldListVersionsWithTheirRolesAndScoresBesideBaselines() {
        assertThat(rows("Models")).containsText(new String[] {
            "follower v4nonefast 9",
            "follower v3", // which a test beside this promotes and rolls back
            "follower v2shadowfast 11s → 2s2026-01-01 – 2026-08-01, judged to 2026-09-30accuracy 57.0% (majority 52.0%)",
            "follower v1promotedfast 1",
            "learned v2nonestandard 21m → 5m",
            "learned v1nonestandard 21m → 5m"
        });
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldShowWhatTrainingSaysBesideTheButtons() {
        List<String> says = rows("Models").locator("td:nth-last-child(2)").allTextContents();

        assertThat(says.subList(0, 4))
                .containsExactly("says nothing", "do not use it", "says nothing", "beats its baselines");
        assertThat(says.subList(4, 6)).doesNotContain("says nothing", "");
        assertThat(row("follower v3")).containsText("log loss 0.979 (majority 0.919)");
        assertThat(row("follower v3").getByText("do not use it")).hasAttribute("title", "By log loss do not use it.");
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldLayShadowsBesideThePromotedVersionByWhatCame() {
        Locator promoted = rows("Promoted against shadows").first();
        sees(promoted, "v1promoted[\\d,]+[\\d,]+\\d+(\\.\\d)?%\\d.*");
        Locator shadow = rows("Promoted against shadows").nth(1);
        sees(shadow, "v2shadow.*100%.*");

        assertThat(shadow.locator("td").nth(SAME).textContent())
                .as("they always say the same")
                .matches("(.+) / \\1");
        assertThat(page.locator("section[aria-label='How often they were right']:not([data-points='0']) canvas"))
                .isVisible();
        assertThat(page.locator("section[aria-label='How predictions lie'][data-points='2'] canvas"))
                .isVisible();
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldExplainTheNewestPredictionAndOneThatIsChosen() {
        Locator why = page.locator("section[aria-label=Why]");
        Pattern said =
                Pattern.compile("It says down [\\d.]+%, neutral [\\d.]+%, up [\\d.]+%\\. Of the margin of up, 0 is.*");
        assertThat(why.locator("select").first()).hasValue("1");
        assertThat(why.locator(".says")).hasText(said);
        assertThat(page.locator("section[aria-label=Why][data-points='2'] canvas"))
                .isVisible();

        Locator predictions = page.getByLabel("Prediction to explain");
        page.waitForFunction(
                "() => document.querySelector('[aria-label=\"Prediction to explain\"]').options.length > 1");
        predictions.selectOption(new SelectOption().setIndex(1));
        page.getByLabel("Margin").selectOption("neutral");

        assertThat(why.locator(".says"))
                .containsText(
                        "Of the margin of neutral, 0.2 is expected where nothing is known; with what the features add it is 0.2.");
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldCompareWhatTrainingSaysOfTwoVersions() {
        page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true)).selectOption("learned");

        assertThat(page.locator("section[aria-label='Versions compared'] th"))
                .hasText(new String[] {"Metric", "v1", "v2", "Difference"});
        assertThat(rows("Versions compared")
                        .filter(new Locator.FilterOptions()
                                .setHasText(Pattern.compile("holdOut\\.majority\\.accuracy"))))
                .hasText(Pattern.compile("holdOut\\.majority\\.accuracy(0\\.\\d{4})\\1[0]$"));
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldShowTheReportOfATrainingUnderItsPolicy() {
        Page report = page.context()
                .waitForPage(() -> rows("Models").last().getByText("Report").click());
        List<String> complaints = new CopyOnWriteArrayList<>();
        report.onConsoleMessage(message -> complaints.add(message.text()));
        report.reload();

        assertThat(report.locator("h1")).containsText("Model learned, version 1");
        assertThat(report.locator("svg").first()).isVisible();
        assertThat(report.evaluate("() => getComputedStyle(document.body).fontSize"))
                .as("its style is applied")
                .isNotEqualTo("16px");
        assertThat(report.evaluate("() => origin")).as("it belongs to nobody").isEqualTo("null");
        assertThat(complaints).isEmpty();
        report.close();
    }

    @Test
    void shouldShowHowFarModelsHaveDrifted() {
        Locator first = rows("Drift since training").first();
        assertThat(first).hasText(Pattern.compile("(returns_1|momentum_5|predictions)v[12]\\d+\\.\\d{3}20"));

        assertThat(first.locator("td:nth-child(3)")).hasClass("number down");
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldAskTwiceThenPromoteAndRollBackAndSayWhyAVersionIsRefused() {
        pressTwice("follower v2", "Promote");
        assertThat(row("follower v2")).containsText("promoted");
        assertThat(row("follower v1")).containsText("retired");
        pressTwice("follower v2", "Roll back");
        assertThat(row("follower v1")).containsText("promoted");
        press("follower v2", "Shadow");
        assertThat(row("follower v2")).containsText("shadow");

        press("follower v4", "Shadow");

        assertThat(page.locator(".toast.warn"))
                .containsText("The engine does not compute the feature set that the model wants");
        assertThat(row("follower v4")).containsText("none");
    }

    @Test
    void shouldAskInWordsBeforeItPromotesWhatTrainingSaysNotToUse() {
        Locator dialog = page.locator("dialog[aria-label='Promote follower v3?']");
        pressTwice("follower v3", "Promote");
        assertThat(dialog)
                .containsText("Training says not to use it: out of sample it is no better than whoever knows nothing:"
                        + " log loss 0.979 (majority 0.919).");
        dialog.getByText("Leave it").click();
        assertThat(dialog).hasCount(0);
        assertThat(row("follower v3")).containsText("none");

        pressTwice("follower v3", "Promote");
        dialog.getByText("Promote it all the same").click();

        assertThat(row("follower v3")).containsText("promoted");
        pressTwice("follower v3", "Roll back");
        assertThat(row("follower v1")).containsText("promoted");
        assertThat(DEMO.complaints()).isEmpty();
    }

    @Test
    void shouldFitDeskAndPhoneInBothThemes() {
        sees(rows("Promoted against shadows").first(), "v1promoted.*");
        for (int width : new int[] {1280, 400}) {
            page.setViewportSize(width, 800);
            page.click("#theme");
            page.waitForFunction(
                    "() => [...document.querySelectorAll('#view canvas')].every(({ clientWidth }) => clientWidth < innerWidth)");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("fits " + width)
                    .isEqualTo(true);
        }
        assertThat(DEMO.complaints()).isEmpty();
    }

    private void press(String version, String button) {
        button(version, button).click();
    }

    private void pressTwice(String version, String button) {
        assertThat(Chromium.pressTwice(button(version, button))).isEqualTo(button + ", sure?");
    }

    private Locator button(String version, String text) {
        return row(version).getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    private Locator row(String version) {
        return rows("Models").filter(new Locator.FilterOptions().setHasText(version));
    }

    private Locator rows(String section) {
        return page.locator("section[aria-label='" + section + "'] tbody tr");
    }

    private static void sees(Locator row, String pattern) {
        assertThat(row).hasText(Pattern.compile(pattern));
    }

    private static RunningDemo demo() {
        NativeLibrary.assumeThere();
        try {
            ModelRegistry registry = new ModelRegistry(folder.resolve("data").resolve(ModelRegistry.FOLDER));
            for (int version = 1; version <= 4; version++) {
                TrainedModel model = Followers.of(version, version == 4 ? 9 : 1, version == 2 ? 0.5 : 1);
                registry.add(model, Followers.card(version), Map.of());
            }
            learn(registry.folder().resolve("learned"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunningDemo demo = new RunningDemo(
                RunningDemo.settings(folder, yaml -> Followers.settings(yaml, List.of("promoted", "shadow"))
                        .replaceAll("orders-per-second: (\\d)\\d", "orders-per-second: $1")), // a slow store keeps up
                folder,
                true);
        awaitJudged(demo);
        return demo;
    }

    /** Waits until the store knows what came of some predictions of both versions. */
    private static void awaitJudged(RunningDemo demo) {
        HttpRequest record = HttpRequest.newBuilder(
                        URI.create(demo.address() + "api/v1/models/follower/track-record?symbol=BTC-USDT"))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        Awaitility.await()
                .atMost(Duration.ofMinutes(4)) // the store begins
                .until(
                        () -> client.send(record, HttpResponse.BodyHandlers.ofString())
                                .body(),
                        body -> body.matches(
                                "(?s)(.*\"judged\":[1-9]\\d*,\"hit_rate\":[\\d.]+,\"mean_absolute_error\":null,"
                                        + "\"commonest_rate\".*){2}"));
    }

    /** Trains two versions of a model, and brings them to where the demo's models are. */
    private static void learn(Path to) throws IOException {
        Path past = MinuteBars.journal(folder, "AAA", 1_500, 1);
        for (int seed = 1; seed <= 2; seed++) {
            String train = "train --data %s --name learned --trees %d --folds 2 --horizon 5 --cost 0.0005 --config %s"
                    .formatted(past, 10 * seed, Path.of("..", "config", "millrace.yaml"));
            assertThat(Millrace.execute(train.split(" ", -1))).isZero();
        }
        Files.move(past.resolve(ModelRegistry.FOLDER).resolve("learned"), to);
    }
}
