package io.ssalmuk.worker.webhook;

import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.secret.SigningOpener;
import io.ssalmuk.secret.SigningSecret;
import io.ssalmuk.webhook.DeliveryId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Signs as Standard Webhooks says. It remembers the secrets it has opened: opening one takes longer
 * than signing a hundred events.
 */
@Component
final class Signer {

    private static final String VERSION = "v1,";

    /** Past it the memory begins anew. */
    private static final int MOST_OPENED = 10_000;

    private final SigningOpener opener;
    private final Map<SealedSecret, SigningSecret> opened = new ConcurrentHashMap<>();

    Signer(SigningOpener opener) {
        this.opener = opener;
    }

    String sign(List<SealedSecret> secrets, DeliveryId id, Instant at, byte[] body) {
        var head = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        var content = new byte[head.length + body.length];
        System.arraycopy(head, 0, content, 0, head.length);
        System.arraycopy(body, 0, content, head.length, body.length);
        return secrets.stream()
                .map(secret -> VERSION + open(secret).sign(content))
                .collect(Collectors.joining(" "));
    }

    private SigningSecret open(SealedSecret secret) {
        if (opened.size() > MOST_OPENED) {
            opened.clear();
        }
        return opened.computeIfAbsent(secret, opener::open);
    }
}
