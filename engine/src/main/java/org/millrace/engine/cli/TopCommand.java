package org.millrace.engine.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.millrace.engine.program.OperationFailed;
import org.millrace.engine.top.Scrape;
import org.millrace.engine.top.TopView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows a running engine's rates, latencies and lags in the terminal. */
@Command(
        name = "top",
        description = "Shows a running engine's rates, latencies and lags.",
        mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {
    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9091/metrics",
            description = "Metrics page of the engine (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "Between two looks (default: ${DEFAULT-VALUE}).")
    private int interval;

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many views, which are not cleared.")
    private int count;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    @Override
    public Integer call() throws InterruptedException {
        if (interval < 1) {
            throw new OperationFailed("--interval: " + interval + ", expected 1 or more");
        }
        Scrape before = scrape();
        for (int views = 0; count == 0 || views < count; views++) {
            TimeUnit.SECONDS.sleep(interval);
            Scrape now = scrape();
            System.out.print((count == 0 ? CLEAR : "") + "millrace at " + url + new TopView(before, now).text());
            System.out.flush();
            before = now;
        }
        return ExitCode.DONE;
    }

    private Scrape scrape() throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(url).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new OperationFailed(url + " answers " + answer.statusCode());
            }
            return new Scrape(System.nanoTime(), answer.body());
        } catch (IOException e) {
            throw new OperationFailed("no engine at " + url + ": " + e.getMessage());
        }
    }
}
