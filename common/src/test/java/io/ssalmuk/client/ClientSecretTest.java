package io.ssalmuk.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class ClientSecretTest {

    private final ClientSecret secret = ClientSecret.make(new SecureRandom());

    @Test
    void aKeyIsRecognisedByItsBeginningAndHas256RandomBits() {
        assertThat(secret.reveal()).matches("sk-ssal-[A-Za-z0-9_-]{43}");
    }

    @Test
    void aKeyIsNeverPrinted() {
        assertThat(secret).hasToString("***");
        assertThat(secret.hash()).hasToString("KeyHash");
    }

    @Test
    void aHintIsTooLittleToGuessTheRestFrom() {
        assertThat(secret.hint()).hasSize(12).isEqualTo(secret.reveal().substring(0, 12));
    }

    @Test
    void theHashIsSha256SoThatOtherToolsCanMakeItToo() {
        assertThat(HexFormat.of().formatHex(new ClientSecret("abc").hash().bytes()))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void equalKeysHaveEqualHashes() {
        var again = new ClientSecret(secret.reveal());

        assertThat(again.hash()).isEqualTo(secret.hash()).hasSameHashCodeAs(secret.hash());
        assertThat(new ClientSecret("other").hash()).isNotEqualTo(secret.hash());
    }
}
