package org.millrace.gateway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLSocketFactory;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.support.EventBuilder;

/** Posts to a real server. */
class DeliveryTest {
    private static final String KEY = "a key of this test";
    private static final String TEXT =
            "a <high> & mighty price: simulator:BTC-USDT. price above: 101.5 against 100 at 2026-01-05T10:00:00Z";
    private static final String DETAILS = "\"id\":\"1-7-k\",\"alert_id\":1,\"name\":\"a <high> & mighty price\","
            + "\"condition\":\"price_above\",\"symbol\":\"simulator:BTC-USDT\",\"value\":101.5,\"bound\":100.0,"
            + "\"time\":\"2026-01-05T10:00:00Z\",\"text\":\"" + TEXT + "\"";
    private static final Notice NOTICE = new Notice(
            7,
            "1-7-k",
            1,
            "ann",
            "a <high> & mighty price",
            "desk",
            "simulator:BTC-USDT",
            "price_above",
            "price above",
            101.5,
            100,
            EventBuilder.nanos("10:00:00"));

    private final List<Posted> posted = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private HttpServer server;
    private int status = 204;

    private record Posted(String path, String signature, String key, String body) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldSignWhatItPosts() throws Exception {
        webhook(base() + "/in?of=desk").deliver(NOTICE);

        String body = '{' + DETAILS + '}';
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String hex = HexFormat.of().formatHex(mac.doFinal(("1767610805." + body).getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of(new Posted("/in?of=desk", "t=1767610805,v1=" + hex, "1-7-k", body)), posted);
    }

    @Test
    void shouldNotPostToAPrivateAddress() {
        Webhook hook = new Webhook(post(List.of()), address(Channel.WEBHOOK, "https://127.0.0.1/in"), () -> 0);

        DeliveryException refusal = assertThrows(DeliveryException.class, () -> hook.deliver(NOTICE));

        assertEquals("its host has an address that is not public", refusal.getMessage());
        assertEquals(List.of(), posted);
    }

    @ParameterizedTest
    @CsvSource({"302, true", "404, true", "401, true", "408, false", "429, false", "500, false", "503, false"})
    void shouldFollowNoRedirectAndTryAgainOnlyWhereItIsOfUse(int answered, boolean isFinal) {
        status = answered;

        DeliveryException failure = assertThrows(
                DeliveryException.class, () -> webhook(base() + "/in").deliver(NOTICE));

        assertEquals("answered with status " + answered, failure.getMessage());
        assertEquals(isFinal, failure.isFinal());
        assertEquals(1, posted.size());
    }

    @Test
    void shouldLookANameUpOnceAndSpeakToWhatItMeantThen() throws Exception {
        List<InetAddress> answers =
                new ArrayList<>(List.of(InetAddress.getLoopbackAddress(), InetAddress.getByName("127.0.0.9")));
        List<String> asked = new ArrayList<>();
        AddressGuard rebound = new AddressGuard(
                host -> {
                    asked.add(host);
                    return new InetAddress[] {answers.remove(0)};
                },
                List.of("desk.internal"));
        String url = base().replace("127.0.0.1", "desk.internal") + "/in";

        new Webhook(post(rebound, Duration.ofSeconds(10)), address(Channel.WEBHOOK, url), () -> 0).deliver(NOTICE);

        assertEquals(List.of("desk.internal"), asked);
        assertEquals(List.of("/in"), posted.stream().map(Posted::path).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void shouldNotWaitForOneWhoSpeaksSlower(String scheme) throws Exception {
        try (Drip drip = new Drip()) {
            AddressGuard guard = new AddressGuard(InetAddress::getAllByName, List.of("127.0.0.1"));
            AddressSettings to = address(Channel.WEBHOOK, scheme + "://127.0.0.1:" + drip.port() + '/');
            Webhook hook = new Webhook(post(guard, Duration.ofMillis(500)), to, () -> 0);

            DeliveryException failure = assertThrows(DeliveryException.class, () -> hook.deliver(NOTICE));

            assertEquals("no answer (SocketTimeoutException)", failure.getMessage());
            assertFalse(failure.isFinal());
        }
    }

    @Test
    void shouldTellSlack() throws Exception {
        Chat.slack(post(List.of("127.0.0.1")), address(Channel.SLACK, "", base() + "/services/T/B/X"))
                .deliver(NOTICE);

        String escaped = TEXT.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        assertEquals(List.of(new Posted("/services/T/B/X", "", "", "{\"text\":\"" + escaped + "\"}")), posted);
    }

    @Test
    void shouldTellTelegram() throws Exception {
        Chat.telegram(post(List.of("127.0.0.1")), address(Channel.TELEGRAM, "-100200"), base())
                .deliver(NOTICE);

        assertEquals(
                List.of(new Posted(
                        "/bot" + KEY.replace(" ", "_") + "/sendMessage",
                        "",
                        "",
                        "{\"chat_id\":\"-100200\",\"text\":\"" + TEXT + "\"}")),
                posted);
    }

    @Test
    void shouldTellPagerDuty() throws Exception {
        Chat.pagerDuty(post(List.of("127.0.0.1")), address(Channel.PAGERDUTY, "critical"), base())
                .deliver(NOTICE);

        assertEquals(
                List.of(new Posted(
                        "/v2/enqueue",
                        "",
                        "",
                        "{\"routing_key\":\"" + KEY.replace(" ", "_") + "\",\"event_action\":\"trigger\","
                                + "\"dedup_key\":\"1-7-k\",\"payload\":{\"summary\":\"" + TEXT
                                + "\",\"source\":\"millrace\",\"severity\":\"critical\","
                                + "\"timestamp\":\"2026-01-05T10:00:00Z\",\"custom_details\":{" + DETAILS + "}}}")),
                posted);
    }

    @Test
    void shouldNotReadASecretThatOthersCanRead() throws Exception {
        AddressSettings open = address(Channel.WEBHOOK, base() + "/in");
        Files.setPosixFilePermissions(Path.of(open.secretFile()), PosixFilePermissions.fromString("rw-r--r--"));
        Webhook hook = new Webhook(post(List.of("127.0.0.1")), open, () -> 0);

        DeliveryException failure = assertThrows(DeliveryException.class, () -> hook.deliver(NOTICE));

        assertEquals("its secret file cannot be used", failure.getMessage());
    }

    private void take(HttpExchange exchange) throws IOException {
        posted.add(new Posted(
                exchange.getRequestURI().toString(),
                header(exchange, "Millrace-Signature"),
                header(exchange, "Idempotency-Key"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().add("Location", base() + "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Webhook webhook(String url) {
        return new Webhook(
                post(List.of("127.0.0.1")), address(Channel.WEBHOOK, url, KEY), () -> EventBuilder.nanos("11:00:05"));
    }

    private static HttpPost post(List<String> allowed) {
        return post(new AddressGuard(InetAddress::getAllByName, allowed), Duration.ofSeconds(10));
    }

    private static HttpPost post(AddressGuard guard, Duration timeout) {
        return new HttpPost(
                guard,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                Duration.ofSeconds(3),
                timeout,
                SystemNanoClock.INSTANCE);
    }

    private AddressSettings address(Channel channel, String to) {
        return address(channel, to, KEY.replace(" ", "_"));
    }

    private AddressSettings address(Channel channel, String to, String secret) {
        try {
            Path file = folder.resolve(channel.label());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret + "\n");
            return new AddressSettings("desk", channel, to, file.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
