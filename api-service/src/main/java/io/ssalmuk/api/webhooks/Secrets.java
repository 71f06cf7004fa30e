package io.ssalmuk.api.webhooks;

import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.secret.SigningSecret;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/** Makes what webhooks are signed with: shown once, and stored so that only a worker reads it. */
@Component
final class Secrets {

    private final KeyRings rings;
    private final SecureRandom random = new SecureRandom();

    Secrets(KeyRings rings) {
        this.rings = rings;
    }

    /**
     * A new one.
     *
     * @param shown for the answer to whoever asked for it, and nowhere else
     */
    record Made(SealedSecret sealed, String shown) {

        @Override
        public String toString() {
            return "***";
        }
    }

    Made make() {
        var sealer =
                rings.signingSealer()
                        .orElseThrow(() ->
                                Refused.unavailable(
                                        "Secrets cannot be stored until a worker has been started"
                                                + " once: it makes the key ring."));
        var secret = SigningSecret.make(random);
        return new Made(sealer.seal(secret), secret.reveal());
    }
}
