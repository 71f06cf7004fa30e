package io.ssalmuk.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingsTest {

    private static final MasterKey MASTER = new MasterKey("a master key of some length");
    private static final String CLEAR = "AIzaSyA-not-a-real-key";

    private final InMemoryKeyRingStore store = new InMemoryKeyRingStore();
    private final KeyRings rings = new KeyRings(store);

    @Test
    void aSealedKeyOpensWithTheMasterKeyOnly() {
        var sealed = rings.open(MASTER).sealer().seal(new GeminiKey(CLEAR));

        assertThat(rings.open(MASTER).opener().open(sealed).reveal()).isEqualTo(CLEAR);
        assertThatThrownBy(() -> rings.open(new MasterKey("another key of some length")))
                .hasMessageContaining("SSALMUK_MASTER_KEY");
    }

    @Test
    void aProcessWithoutTheMasterKeySealsAsSoonAsThereIsARing() {
        assertThat(rings.sealer()).isEmpty();
        var opener = rings.open(MASTER).opener();

        var sealed = rings.sealer().orElseThrow().seal(new GeminiKey(CLEAR));

        assertThat(opener.open(sealed).reveal()).isEqualTo(CLEAR);
    }

    @Test
    void theSameKeyIsRecognisedThoughItsCiphertextDiffers() {
        var sealer = rings.open(MASTER).sealer();
        var one = sealer.seal(new GeminiKey(CLEAR));
        var again = sealer.seal(new GeminiKey(CLEAR));

        assertThat(again).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(again.ciphertext()).isNotEqualTo(one.ciphertext());
        assertThat(sealer.seal(new GeminiKey("another"))).isNotEqualTo(one);
    }

    @Test
    void nothingStoredHoldsTheKey() {
        var sealed = rings.open(MASTER).sealer().seal(new GeminiKey(CLEAR));

        assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1))
                .doesNotContain(CLEAR);
        assertThat(new String(sealed.fingerprint(), StandardCharsets.ISO_8859_1))
                .doesNotContain(CLEAR);
    }

    @Test
    void aDamagedCiphertextIsNamedNotShown() {
        var opened = rings.open(MASTER);
        var sealed = opened.sealer().seal(new GeminiKey(CLEAR));
        sealed.ciphertext()[40] ^= 1;

        assertThatThrownBy(() -> opened.opener().open(sealed))
                .hasMessage(sealed.name() + " could not be decrypted");
    }

    @Test
    void aMasterKeyThatIsTooShortIsRefusedWithAWayOut() {
        assertThatThrownBy(() -> new MasterKey("too short")).hasMessageContaining("openssl rand");
    }

    @Test
    void aNewMasterKeyTakesTheRingOver() {
        var sealed = rings.open(MASTER).sealer().seal(new GeminiKey(CLEAR));
        var before = store.find().orElseThrow();
        var both = MasterKey.all("a new master key of some length, a master key of some length");

        assertThat(rings.open(both).opener().open(sealed).reveal()).isEqualTo(CLEAR);

        var after = store.find().orElseThrow();
        assertThat(after.privateKeyset()).isNotEqualTo(before.privateKeyset());
        assertThat(after.publicKeyset()).isEqualTo(before.publicKeyset());
        assertThat(rings.open(both.getFirst()).opener().open(sealed).reveal()).isEqualTo(CLEAR);
        assertThat(rings.open(both).opener().open(sealed).reveal()).isEqualTo(CLEAR);
        assertThatThrownBy(() -> rings.open(MASTER)).hasMessageContaining("behind a comma");
    }

    @Test
    void aRingThatIsUnderTheFirstMasterKeyIsLeftAlone() {
        rings.open(MASTER);
        var before = store.find().orElseThrow();

        rings.open(List.of(MASTER, new MasterKey("another key of some length")));

        assertThat(store.find().orElseThrow()).isSameAs(before);
    }

    @Test
    void eachOfSeveralMasterKeysMustBeLongEnough() {
        assertThatThrownBy(() -> MasterKey.all("a master key of some length,"))
                .hasMessageContaining("each of several");
    }

    @Test
    void secretsPrintAsStars() {
        assertThat(new GeminiKey(CLEAR).toString()).isEqualTo("***");
        assertThat(MASTER.toString()).isEqualTo("***");
        var sealed = rings.open(MASTER).sealer().seal(new GeminiKey(CLEAR));
        assertThat(sealed.toString()).startsWith("key-").hasSize(12);
        assertThat(store.find().orElseThrow().toString()).isEqualTo("StoredKeyRing");
    }

    @Test
    void aKeyIsTakenOutOfWhatGoogleSays() {
        var body = "API key not valid: " + CLEAR + ". Ask for " + CLEAR;

        assertThat(new GeminiKey(CLEAR).redactFrom(body))
                .isEqualTo("API key not valid: <redacted>. Ask for <redacted>");
    }

    @Test
    void whatLooksLikeAKeyIsTakenOutTooWhoseverItIs() {
        var key = new GeminiKey(CLEAR);
        var other = "AIza" + "SyB0123456789_abcdefghij-ABCDEFGHI";

        assertThat(
                        key.redactFrom(
                                "not " + other + " but AQ.Ab8RN6I_abcdefghijklmnop, of projects/7"))
                .isEqualTo("not <redacted> but <redacted>, of projects/7");
        assertThat(
                        key.redactFrom(
                                "{\"containerInfo\":\"api_key:odd-one\",\"consumer\":\"projects/7\"}"))
                .isEqualTo(
                        "{\"containerInfo\":\"api_key:<redacted>\",\"consumer\":\"projects/7\"}");
        assertThat(key.redactFrom("api_key:" + CLEAR)).isEqualTo("api_key:<redacted>");
        assertThat(key.redactFrom("FAQ.about-something-of-length")).startsWith("FAQ.about");
    }
}
