package io.ssalmuk.worker.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.secret.SigningSecret;
import io.ssalmuk.webhook.DeliveryId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is signed here is verified by the public library. */
class SignerTest {

    private static final String BODY = "{\"type\":\"job.completed\",\"data\":{\"text\":\"밥\"}}";

    private final SigningSecret current = SigningSecret.make(new SecureRandom());
    private final SigningSecret former = SigningSecret.make(new SecureRandom());
    private final SealedSecret sealed = new SealedSecret(new byte[] {1});
    private final SealedSecret sealedFormer = new SealedSecret(new byte[] {2});
    private final Signer signer = new Signer(secret -> secret.equals(sealed) ? current : former);
    private final DeliveryId id = new DeliveryId(UUID.randomUUID());

    /** The library looks at the wall clock. */
    private static Instant now() {
        return InstantSource.system().instant();
    }

    private Map<String, List<String>> headers(Instant at, SealedSecret... secrets) {
        var body = BODY.getBytes(StandardCharsets.UTF_8);
        return Map.of(
                "webhook-id", List.of(id.toString()),
                "webhook-timestamp", List.of(Long.toString(at.getEpochSecond())),
                "webhook-signature", List.of(signer.sign(List.of(secrets), id, at, body)));
    }

    private static void verify(SigningSecret secret, String body, Map<String, List<String>> headers)
            throws Exception {
        new Webhook(secret.reveal()).verify(body, headers);
    }

    @Test
    void aDeliveryVerifies() {
        assertThatCode(() -> verify(current, BODY, headers(now(), sealed)))
                .doesNotThrowAnyException();
    }

    @Test
    void oneFlippedByteDoesNot() {
        assertThatThrownBy(() -> verify(current, BODY.replace('c', 'd'), headers(now(), sealed)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void anotherSecretDoesNot() {
        assertThatThrownBy(() -> verify(former, BODY, headers(now(), sealed)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void anOldOneDoesNot() {
        var old = headers(now().minus(Duration.ofMinutes(6)), sealed);

        assertThatThrownBy(() -> verify(current, BODY, old))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void duringARotationBothSecretsVerify() {
        var headers = headers(now(), sealed, sealedFormer);

        assertThatCode(() -> verify(current, BODY, headers)).doesNotThrowAnyException();
        assertThatCode(() -> verify(former, BODY, headers)).doesNotThrowAnyException();
    }
}
