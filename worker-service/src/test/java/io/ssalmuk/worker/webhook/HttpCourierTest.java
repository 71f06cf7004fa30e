package io.ssalmuk.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.ssalmuk.webhook.DeliveryId;
import io.ssalmuk.webhook.HookRules;
import io.ssalmuk.webhook.HookRules.Reading;
import io.ssalmuk.webhook.HookUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpCourierTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final HookRules STRICT = new HookRules(Optional.empty(), List.of());

    /** A name server that says what a test wants, in turn. */
    private static DnsResolver names(String... addresses) {
        var asked = new AtomicInteger();
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                var answer = addresses[Math.min(asked.getAndIncrement(), addresses.length - 1)];
                return Arrays.stream(answer.split(" "))
                        .map(InetAddress::ofLiteral)
                        .toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static Letter letter(String url) {
        var read = ((Reading.Good) Dues.LOOPBACK.read(url)).url();
        return letter(read);
    }

    private static Letter letter(HookUrl url) {
        return new Letter(
                url,
                new DeliveryId(new UUID(1, 2)),
                Instant.ofEpochSecond(1_700_000_000),
                "v1,abc v1,def",
                "{\"밥\":1}".getBytes(StandardCharsets.UTF_8));
    }

    private static Receipt post(HookRules rules, Letter letter, String... names) throws Exception {
        return post(rules, letter, TIMEOUT, names);
    }

    private static Receipt post(HookRules rules, Letter letter, Duration timeout, String... names)
            throws Exception {
        var courier = new HttpCourier(rules, Dues.properties(timeout), names(names));
        try {
            return courier.post(letter);
        } finally {
            courier.destroy();
        }
    }

    @Test
    void aLetterArrivesAsItWasSigned() throws Exception {
        try (var receiver = Receiver.answering(204)) {
            var receipt =
                    post(Dues.LOOPBACK, letter(receiver.url("a.example", "/x?y=%2F")), "127.0.0.1");

            assertThat(receipt).isEqualTo(new Receipt.Answered(204, Optional.empty()));
            var got = receiver.next();
            assertThat(got.path()).isEqualTo("/x?y=%2F");
            assertThat(got.body()).isEqualTo("{\"밥\":1}");
            var headers = got.headers();
            assertThat(headers.getFirst("webhook-id")).isEqualTo(new UUID(1, 2).toString());
            assertThat(headers.getFirst("webhook-timestamp")).isEqualTo("1700000000");
            assertThat(headers.getFirst("webhook-signature")).isEqualTo("v1,abc v1,def");
            assertThat(headers.getFirst("content-type")).startsWith("application/json");
            assertThat(headers.getFirst("host")).startsWith("a.example:");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void nobodyIsFollowedAnywhere(int code) throws Exception {
        try (var inside = Receiver.answering(200);
                var receiver =
                        Receiver.answering(exchange -> {
                            exchange.getResponseHeaders().add("Location", inside.url());
                            exchange.sendResponseHeaders(code, -1);
                        })) {
            var receipt = post(Dues.LOOPBACK, letter(receiver.url()), "127.0.0.1");

            assertThat(receipt).isEqualTo(new Receipt.Answered(code, Optional.empty()));
            assertThat(inside.waiting()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "169.254.169.254",
                "0.0.0.0",
                "::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "fd00::1",
                "10.0.0.1 192.168.0.1"
            })
    void aNameThatLeadsInsideIsRefusedAndNothingIsSent(String address) throws Exception {
        try (var receiver = Receiver.answering(200)) {
            var receipt = post(STRICT, letter(receiver.url("a.example", "/")), address);

            assertThat(receipt)
                    .isEqualTo(
                            new Receipt.Refused(
                                    "leads to an address that is not on the public Internet"));
            assertThat(receiver.waiting()).isZero();
        }
    }

    @Test
    void aNameThatChangesItsMeaningIsLookedAtWhenTheConnectionIsMade() throws Exception {
        try (var receiver = Receiver.answering(200)) {
            var names = names("8.8.8.8", "127.0.0.1");
            assertThat(names.resolve("a.example"))
                    .containsExactly(InetAddress.ofLiteral("8.8.8.8"));
            var courier = new HttpCourier(STRICT, Dues.properties(TIMEOUT), names);

            var receipt = courier.post(letter(receiver.url("a.example", "/")));

            assertThat(receipt).isInstanceOf(Receipt.Refused.class);
            assertThat(receiver.waiting()).isZero();
            courier.destroy();
        }
    }

    @Test
    void anAddressThatGotPastTheFirstLookIsRefusedAtTheSecond() throws Exception {
        try (var receiver = Receiver.answering(200)) {
            var url = new HookUrl("http", "127.0.0.1", receiver.port(), "/");

            assertThat(post(STRICT, letter(url), "127.0.0.1")).isInstanceOf(Receipt.Refused.class);
            assertThat(receiver.waiting()).isZero();
        }
    }

    @Test
    void ofSeveralAddressesTheAllowedOneIsTaken() throws Exception {
        try (var receiver = Receiver.answering(200)) {
            var letter = letter(receiver.url("a.example", "/"));

            assertThat(post(Dues.LOOPBACK, letter, "10.0.0.1 127.0.0.1"))
                    .isInstanceOf(Receipt.Answered.class);
        }
    }

    @Test
    void aPortThatIsRefusedIsRefusedWhereverTheNameLeads() throws Exception {
        var url = new HookUrl("http", "a.example", 25, "/");

        assertThat(post(STRICT, letter(url), "8.8.8.8"))
                .isInstanceOfSatisfying(
                        Receipt.Refused.class, refused -> assertThat(refused.why()).contains("25"));
    }

    @Test
    void whoHangsIsCutOff() throws Exception {
        var forever = new CountDownLatch(1);
        try (var receiver =
                Receiver.answering(exchange -> {
                    try {
                        forever.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                })) {
            var receipt =
                    post(
                            Dues.LOOPBACK,
                            letter(receiver.url()),
                            Duration.ofMillis(300),
                            "127.0.0.1");

            assertThat(receipt).isInstanceOf(Receipt.Silent.class);
            forever.countDown();
        }
    }

    @Test
    void whoNeverStopsTalkingIsNotListenedTo() throws Exception {
        try (var receiver = Receiver.answering(HttpCourierTest::talkOn)) {
            var receipt = post(Dues.LOOPBACK, letter(receiver.url()), "127.0.0.1");

            assertThat(receipt).isEqualTo(new Receipt.Answered(200, Optional.empty()));
        }
    }

    private static void talkOn(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var much = new byte[64 * 1024];
        while (true) {
            exchange.getResponseBody().write(much);
        }
    }

    @Test
    void whoIsNotThereIsSilent() throws Exception {
        int port;
        try (var receiver = Receiver.answering(200)) {
            port = receiver.port();
        }

        assertThat(post(Dues.LOOPBACK, letter("http://127.0.0.1:" + port + "/"), "127.0.0.1"))
                .isInstanceOf(Receipt.Silent.class);
    }

    @Test
    void oneConnectionServesManyLetters() throws Exception {
        var ports = new CopyOnWriteArraySet<Integer>();
        try (var receiver =
                Receiver.answering(exchange -> {
                    ports.add(exchange.getRemoteAddress().getPort());
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write(new byte[] {'o', 'k'});
                })) {
            var courier =
                    new HttpCourier(Dues.LOOPBACK, Dues.properties(TIMEOUT), names("127.0.0.1"));
            for (int n = 0; n < 5; n++) {
                assertThat(courier.post(letter(receiver.url())))
                        .isInstanceOf(Receipt.Answered.class);
            }
            courier.destroy();

            assertThat(ports).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                           | PT2M",
                "0                             | PT0S",
                "Tue, 24 Nov 2026 10:01:01 GMT | PT1M",
                "Tue, 24 Nov 2026 09:00:00 GMT | ",
                "soon                          | ",
                "-5                            | "
            })
    void aRestIsANumberOfSecondsOrADate(String header, Duration rest) {
        assertThat(HttpCourier.pause(header, Dues.NOW)).isEqualTo(Optional.ofNullable(rest));
    }
}
