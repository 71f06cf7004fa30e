package io.ssalmuk.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningSecretTest {

    private static final MasterKey MASTER = new MasterKey("a master key of some length");

    private final KeyRings rings = new KeyRings(new InMemoryKeyRingStore());

    @Test
    void aSecretHasTheFormOfTheStandardAndPrintsAsStars() {
        var secret = SigningSecret.make(new SecureRandom());

        assertThat(secret.reveal()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.reveal().substring(6))).hasSize(32);
        assertThat(secret).hasToString("***");
    }

    /** The example of the standard's specification. */
    @Test
    void aSignatureIsTheStandards() {
        var key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var content = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";

        assertThat(SigningSecret.of(key).sign(content.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whatIsSealedByOneHalfIsOpenedByTheOther() {
        assertThat(rings.signingSealer()).isEmpty();
        var opener = rings.signingOpener(List.of(MASTER));
        var secret = SigningSecret.make(new SecureRandom());

        var sealed = rings.signingSealer().orElseThrow().seal(secret);

        assertThat(opener.open(sealed).reveal()).isEqualTo(secret.reveal());
        assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1))
                .doesNotContain(secret.reveal().substring(6));
        assertThat(sealed).hasToString("SealedSecret");
    }

    @Test
    void aGeminiKeyCannotBePassedOffAsASecret() {
        var opened = rings.open(MASTER);
        var key = opened.sealer().seal("AIzaSyA-not-a-real-key");
        var opener = rings.signingOpener(List.of(MASTER));
        var foreign = new SealedSecret(key.ciphertext());

        assertThatThrownBy(() -> opener.open(foreign)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        rings.signingOpener(List.of(new MasterKey("another key of some length"))))
                .hasMessageContaining("SSALMUK_MASTER_KEY");
    }
}
