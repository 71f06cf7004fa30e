package io.ssalmuk.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.pool.Aliases.Alias;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What all {@link Aliases} do. */
public interface AliasesContract {

    Actor ADMIN = new Actor("admin", "10.0.0.1");

    Aliases aliases();

    /** As a refusal does. */
    void learn(String model, String bucket);

    @Test
    default void theCataloguesNamesCountUntilSomethingElseIsKnown() {
        aliases().seed(Map.of("gemini-latest", "gemini-3", "gemini-3", "gemini-3"));
        assertThat(aliases().all()).containsEntry("gemini-latest", "gemini-3").hasSize(2);

        learn("gemini-latest", "gemini-4");
        assertThat(aliases().list())
                .contains(new Alias("gemini-latest", "gemini-4", "learned"))
                .hasSize(2);

        aliases().seed(Map.of("gemini-latest", "gemini-3"));
        assertThat(aliases().all()).isEqualTo(Map.of("gemini-latest", "gemini-4"));
    }

    @Test
    default void theOperatorsWordCountsMoreThanWhatWasLearned() {
        learn("gemini-latest", "gemini-4");
        aliases().set("gemini-latest", Optional.of("gemini-5"), ADMIN);
        assertThat(aliases().list())
                .containsExactly(new Alias("gemini-latest", "gemini-5", "operator"));
    }

    @Test
    default void whatIsTakenBackLeavesTheCataloguesWord() {
        aliases().seed(Map.of("gemini-latest", "gemini-3"));
        learn("gemini-latest", "gemini-4");
        aliases().set("gemini-latest", Optional.of("gemini-5"), ADMIN);

        aliases().set("gemini-latest", Optional.empty(), ADMIN);

        assertThat(aliases().list())
                .containsExactly(new Alias("gemini-latest", "gemini-3", "catalogue"));
    }
}
