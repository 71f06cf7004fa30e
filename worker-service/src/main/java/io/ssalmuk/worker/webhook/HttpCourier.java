package io.ssalmuk.worker.webhook;

import static java.util.Objects.requireNonNullElse;

import io.ssalmuk.webhook.HookRules;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Posts over HTTP, past proxies, without following anybody anywhere. */
@Component
final class HttpCourier implements Courier, DisposableBean {

    /** What of an answer is read, so that its connection can be used again. */
    private static final int READ_BYTES = 4 * 1024;

    /** A header longer than this, or more of them, is no answer to a webhook. */
    private static final Http1Config SHORT_HEADERS =
            Http1Config.custom().setMaxLineLength(8 * 1024).setMaxHeaderCount(100).build();

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final FilteredResolver resolver;
    private final CloseableHttpClient http;
    private final Duration timeout;
    private final ExecutorService attempts =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());

    @Autowired
    HttpCourier(HookRules rules, DeliveryProperties properties) {
        this(rules, properties, SystemDefaultDnsResolver.INSTANCE);
    }

    HttpCourier(HookRules rules, DeliveryProperties properties, DnsResolver names) {
        this.timeout = properties.timeout();
        this.resolver = new FilteredResolver(rules, names);
        var within = Timeout.of(timeout);
        this.http =
                HttpClients.custom()
                        .setConnectionManager(connections(properties.concurrency(), within))
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectionRequestTimeout(within)
                                        .setResponseTimeout(within)
                                        .build())
                        .setUserAgent("Ssalmuk-Webhooks/1")
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableContentCompression()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .evictExpiredConnections()
                        .evictIdleConnections(TimeValue.of(IDLE))
                        .build();
    }

    private PoolingHttpClientConnectionManager connections(int most, Timeout within) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                // How many go to one endpoint is decided before; hosts may be shared by many.
                .setMaxConnTotal(most)
                .setMaxConnPerRoute(most)
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(SHORT_HEADERS)
                                .build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(within)
                                .setSocketTimeout(within)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                // Now and then, a name is looked up anew.
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                .build();
    }

    /** In a thread of its own, which can be cut off wherever it hangs. */
    @Override
    public Receipt post(Letter letter) throws InterruptedException {
        var request = request(letter);
        var attempt = attempts.submit(() -> send(letter, request));
        try {
            return attempt.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Receipt.Silent("no answer within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            return failed(requireNonNullElse(e.getCause(), e));
        } finally {
            request.cancel();
            attempt.cancel(true);
        }
    }

    private static HttpPost request(Letter letter) {
        var request = new HttpPost(letter.url().path());
        request.setHeader("webhook-id", letter.id().toString());
        request.setHeader("webhook-timestamp", Long.toString(letter.at().getEpochSecond()));
        request.setHeader("webhook-signature", letter.signatures());
        request.setEntity(new ByteArrayEntity(letter.body(), ContentType.APPLICATION_JSON));
        return request;
    }

    private Receipt send(Letter letter, HttpPost request) throws IOException {
        var url = letter.url();
        var host = new HttpHost(url.scheme(), url.host(), url.port());
        var response = http.executeOpen(host, request, null);
        try {
            var answered = new Receipt.Answered(response.getCode(), retryAfter(response, letter));
            if (!readWhole(response)) {
                request.cancel(); // Closing alone would read on to the end, which may never come.
            }
            return answered;
        } finally {
            close(response);
        }
    }

    /** It has answered: what it says besides is read for the sake of the connection. */
    private static boolean readWhole(ClassicHttpResponse response) {
        try {
            var entity = response.getEntity();
            return entity == null || entity.getContent().readNBytes(READ_BYTES).length < READ_BYTES;
        } catch (IOException _) {
            return false;
        }
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException _) {
            // Its connection is gone, as it should be.
        }
    }

    private static Optional<Duration> retryAfter(ClassicHttpResponse response, Letter letter) {
        return Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER))
                .map(Header::getValue)
                .flatMap(text -> pause(text.strip(), letter.at()));
    }

    /** A number of seconds, or a date. */
    static Optional<Duration> pause(String text, Instant now) {
        try {
            var pause =
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    now,
                                    ZonedDateTime.parse(
                                            text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return pause.isNegative() ? Optional.empty() : Optional.of(pause);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Receipt failed(Throwable cause) {
        return switch (cause) {
            case FilteredResolver.ForbiddenException e ->
                    new Receipt.Refused(String.valueOf(e.getMessage()));
            case UnknownHostException _ -> new Receipt.Silent("its host's name is not known");
            case SSLException e -> new Receipt.Silent("TLS failed: " + e.getMessage());
            case SocketException _ -> new Receipt.Silent("the connection failed or was closed");
            default ->
                    new Receipt.Silent(
                            "no answer could be read: " + cause.getClass().getSimpleName());
        };
    }

    @Override
    public void destroy() throws IOException {
        attempts.shutdownNow();
        http.close();
        resolver.close();
    }
}
