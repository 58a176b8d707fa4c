package org.millrace.gateway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private static final String HOOK = "https://hooks.example/in";

    /** None of these is looked up: they are addresses, or no names. */
    private final AddressGuard guard = new AddressGuard(AddressGuardTest::literal, List.of("desk.internal"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example/in",
                "https://hooks.example:8443/in",
                "ftp://hooks.example/in",
                "file:///etc/passwd",
                "gopher://127.0.0.1/",
                "https:///in",
                "https://user@hooks.example/in",
                "https://hooks.example@127.0.0.1/in",
                "https://hooks.example/in#part",
                "https://127.0.0.1/",
                "https://127.1.2.3/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.1./",
                "https://0.0.0.0/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/",
                "https://192.0.0.8/",
                "https://198.18.0.1/",
                "https://203.0.113.7/",
                "https://224.0.0.1/",
                "https://240.0.0.1/",
                "https://255.255.255.255/",
                "https://[::1]/",
                "https://[::]/",
                "https://[fe80::1]/",
                "https://[fc00::1]/",
                "https://[fd12:3456::1]/",
                "https://[ff02::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:a00:1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[64:ff9b:1::a00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[2001:db8::1]/",
                "https://[2001:0:7f00:1::]/",
                "https://[::127.0.0.1]/",
                "https://[fe80::1%25eth0]/",
                "https://localhost/",
                "https://LOCALHOST/",
                "https://127.0.0.1:443/",
                "https://127.0.0.1%2f@hooks.example/",
                "https://[::ffff:0:127.0.0.1]/",
                "https://[fec0::1]/",
                "https://[100::1]/",
                "https://hooks_example/",
                "https://-hooks.example/"
            })
    void shouldRefuse(String address) {
        assertThrows(DeliveryException.class, () -> guard.check(URI.create(address)));
    }

    @Test
    void shouldRefuseANameOfWhichOneAddressIsPrivate() {
        AddressGuard both = new AddressGuard(
                host -> new InetAddress[] {InetAddress.getByName("93.184.216.34"), InetAddress.getLoopbackAddress()},
                List.of());

        DeliveryException refusal = assertThrows(DeliveryException.class, () -> both.check(URI.create(HOOK)));

        assertEquals("its host has an address that is not public", refusal.getMessage());
    }

    @Test
    void shouldConnectToTheAddressThatWasCheckedWhateverTheNameMeansNext() throws Exception {
        List<String> answers = new ArrayList<>(List.of("93.184.216.34", "127.0.0.1"));
        AddressGuard rebound =
                new AddressGuard(host -> new InetAddress[] {InetAddress.getByName(answers.remove(0))}, List.of());

        AddressGuard.Destination destination = rebound.check(URI.create(HOOK + "?a=b"));

        assertEquals(
                new AddressGuard.Destination(
                        InetAddress.getByName("93.184.216.34"), "hooks.example", 443, true, "/in?a=b"),
                destination);
        assertThrows(DeliveryException.class, () -> rebound.check(URI.create(HOOK)));
    }

    @Test
    void shouldTryAgainWhereANameCannotBeFound() {
        AddressGuard lost = new AddressGuard(
                host -> {
                    throw new UnknownHostException(host);
                },
                List.of());

        DeliveryException refusal = assertThrows(DeliveryException.class, () -> lost.check(URI.create(HOOK)));

        assertEquals(List.of("its host cannot be found", false), List.of(refusal.getMessage(), refusal.isFinal()));
    }

    @Test
    void shouldLetAnAllowedHostBePrivate() throws Exception {
        AddressGuard.Destination destination = new AddressGuard(
                        host -> new InetAddress[] {InetAddress.getByName("10.1.2.3")}, List.of("desk.internal"))
                .check(URI.create("http://desk.internal:8081"));

        assertEquals(
                new AddressGuard.Destination(InetAddress.getByName("10.1.2.3"), "desk.internal", 8081, false, "/"),
                destination);
    }

    private static InetAddress[] literal(String host) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(host)};
    }
}
