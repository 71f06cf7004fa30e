package io.ssalmuk.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssalmuk.api.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FieldTest {

    private final Field root =
            JsonBody.read(
                    "{\"a\": {\"b\": [\"x\", {\"c\": null}]}, \"blank\": \" \"}"
                            .getBytes(StandardCharsets.UTF_8));

    @Test
    void aPathLeadsFromTheTopToTheField() {
        var deep = root.at("a").at("b").elements().get(1).at("c");

        assertThat(deep.path()).isEqualTo("a.b[1].c");
    }

    @Test
    void aNullIsAsGoodAsNothing() {
        assertThat(root.at("a").at("b").elements().get(1).at("c").absent()).isTrue();
        assertThat(root.at("missing").absent()).isTrue();
        assertThat(root.at("a").absent()).isFalse();
    }

    @Test
    void aMissingTextAndABlankOneAreToldApart() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> root.at("missing").text())
                .withMessage("missing is missing.");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> root.at("blank").text())
                .withMessage("blank must be a text that is not empty.");
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> root.allowOnly(List.of("a")))
                .withMessage("blank is unknown.");
    }

    @Test
    void aNameOfAnyLengthIsRepeatedBriefly() {
        assertThat(root.at("n".repeat(10_000)).path()).hasSizeLessThan(200);
    }
}
