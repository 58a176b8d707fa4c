package org.millrace.bench.liquidations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times {@code millrace pipeline run} as a user starts it, from the start of its process to its end, journals and store
 * with it: all hours but one, then the last. The provider is in this process.
 */
final class PipelineTimes {
    private static final Pattern QUERY = Pattern.compile("s=(\\d+)&u=(\\d+)");
    private static final List<String> REQUESTS = List.of("_close", "_relative", "long_sum", "short_sum");
    private static final int OVERLAP = 3;

    private final PastHours hours;
    private final Path folder;
    private final Path key;

    PipelineTimes(PastHours hours) throws IOException {
        this.hours = hours;
        folder = Files.createTempDirectory("millrace-pipeline");
        key = folder.resolve("keys");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, "GLASSNODE_API_KEY=none\n");
    }

    /** What one run took, seconds. */
    record Taken(double all, double features, double store) {}

    /** Runs it over all hours but the last, then over that one, and returns what both took. */
    List<Taken> run() throws IOException {
        HttpServer provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/v1/metrics/", this::answer);
        provider.start();
        try {
            String url = "http://127.0.0.1:" + provider.getAddress().getPort();
            int last = hours.count() - 1;
            return List.of(run(url, 0, last), run(url, last - OVERLAP, last + 1));
        } finally {
            provider.stop(0);
        }
    }

    private Taken run(String url, int from, int to) throws IOException {
        Path launcher = Path.of(System.getProperty("millrace.home", "."), "bin", "millrace");
        Path output = folder.resolve("output");
        List<Object> command = new ArrayList<>(List.of(launcher, "pipeline", "run", "--url", url, "--key-file", key));
        command.addAll(List.of("--requests-per-minute", "6000")); // what a provider allows is not timed
        command.addAll(List.of("--data", folder.resolve("data"), "--start-date", time(from), "--end-date", time(to)));
        ProcessBuilder builder = new ProcessBuilder(
                        command.stream().map(Object::toString).toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(List.of("MILLRACE_LIB", "MILLRACE_MAIN"));
        long beganNs = System.nanoTime();
        try {
            if (builder.start().waitFor() != 0) {
                throw new IOException("millrace pipeline run failed: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        double all = (System.nanoTime() - beganNs) / 1e9;
        String report = Files.readString(output);
        return new Taken(all, seconds(report, "feature_engineering"), seconds(report, "store"));
    }

    private static double seconds(String report, String step) {
        Matcher seconds = Pattern.compile('"' + step + "\" : \\{[^}]*\"seconds\" : ([^,\\s]+)")
                .matcher(report);
        return seconds.find() ? Double.parseDouble(seconds.group(1)) : Double.NaN;
    }

    private static Instant time(int hour) {
        return Instant.ofEpochSecond(PastHours.START_SECONDS + hour * 3_600L);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Matcher query = QUERY.matcher(exchange.getRequestURI().getQuery());
        String path = exchange.getRequestURI().getPath();
        int series = REQUESTS.indexOf(
                REQUESTS.stream().filter(path::endsWith).findFirst().orElse(""));
        if (!query.find() || series < 0) {
            throw new IOException("asked for " + exchange.getRequestURI());
        }
        StringBuilder body = new StringBuilder("[");
        for (long time = Long.parseLong(query.group(1)); time < Long.parseLong(query.group(2)); time += 3_600) {
            double value = hours.value((int) ((time - PastHours.START_SECONDS) / 3_600), series);
            body.append(body.length() > 1 ? ",{\"t\":" : "{\"t\":").append(time);
            body.append(",\"v\":").append(value).append('}');
        }
        byte[] bytes = body.append(']').toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
