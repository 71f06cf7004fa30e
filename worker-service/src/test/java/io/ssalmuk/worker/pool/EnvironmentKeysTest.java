package io.ssalmuk.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.secret.GeminiKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentKeysTest {

    private static List<PooledKey> parse(String setting) {
        return EnvironmentKeys.parse(setting, Rings.turning().sealer());
    }

    private static PooledKey pooled(String project, String key) {
        return new PooledKey(project, Rings.seal(new GeminiKey(key)));
    }

    @Test
    void aKeyAloneIsAProjectOfItsOwnNamedAfterItsFingerprint() {
        var keys = parse("AQ.one,AQ.two");
        assertThat(keys).extracting(PooledKey::project).doesNotHaveDuplicates();
        assertThat(keys).allMatch(key -> key.project().matches("project-[0-9a-f]{8}"));
        assertThat(keys.reversed()).isEqualTo(parse("AQ.two,AQ.one"));
    }

    @Test
    void keysShareTheProjectThatTheyName() {
        assertThat(parse("teamA:one,teamA:two,teamB:three"))
                .containsExactly(
                        pooled("teamA", "one"), pooled("teamA", "two"), pooled("teamB", "three"));
    }

    @Test
    void spacesAndEmptyEntriesAreForgiven() {
        assertThat(parse(" team : one , ,two,\n"))
                .hasSize(2)
                .first()
                .isEqualTo(pooled("team", "one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ", ,"})
    void nothingIsNoKey(String setting) {
        assertThat(parse(setting)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {":secret", "team:", " : ", "“secret”", "team:sec ret", "team:sécret"})
    void whatCannotBeAKeyIsRefusedWithoutBeingRepeated(String setting) {
        assertThatThrownBy(() -> parse(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GOOGLE_API_KEYS")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("cret");
    }
}
