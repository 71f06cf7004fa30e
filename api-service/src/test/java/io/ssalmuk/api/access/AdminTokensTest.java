package io.ssalmuk.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminTokensTest {

    @Test
    void oneTokenNeedsNoName() {
        var tokens = AdminTokens.of(" one, and all of it ");

        assertThat(tokens.holder("one, and all of it")).contains("admin");
        assertThat(tokens.holder("one")).isEmpty();
    }

    @Test
    void severalTokensAreToldApartByTheirNames() {
        var tokens = AdminTokens.of("ada:first:token, bob:second");

        assertThat(tokens.holder("first:token")).contains("ada");
        assertThat(tokens.holder("second")).contains("bob");
        assertThat(tokens.holder("ada:first:token")).isEmpty();
        assertThat(tokens.holder("")).isEmpty();
    }

    @Test
    void withoutATokenNobodyIsAnAdministrator() {
        assertThat(AdminTokens.of("  ").isEmpty()).isTrue();
        assertThat(AdminTokens.of("").holder("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada:secret-1,secret-2",
                ":secret-1",
                "ada:",
                "a b:secret-1",
                "ada:secret-1,ada:secret-2",
                "ada:secret-1,"
            })
    void aSettingThatIsNoneIsRefusedWithoutBeingQuoted(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdminTokens.of(setting))
                .withMessageContaining("SSALMUK_ADMIN_TOKEN")
                .withMessageNotContaining("secret");
    }
}
