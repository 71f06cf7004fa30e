package io.ssalmuk.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.MutableClock;
import io.ssalmuk.api.submit.Models.Lookup;
import io.ssalmuk.catalogue.Catalogue;
import io.ssalmuk.job.JobMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CataloguedModelsTest {

    private final MutableClock clock = new MutableClock();
    private final InMemoryPool pool = new InMemoryPool();
    private final NewAliases aliases = new NewAliases();
    private final CataloguedModels models =
            new CataloguedModels(Catalogue.shipped(), pool, aliases, clock);

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, gemini-2.5-flash, gemini-2.5-flash",
        "models/gemini-2.5-flash, gemini-2.5-flash, gemini-2.5-flash",
        "gemini-flash-latest, gemini-flash-latest, gemini-3.5-flash"
    })
    void aModelOfTheCatalogueDrawsFromItsBucket(String named, String name, String bucket) {
        assertThat(find(named)).isEqualTo(new Lookup.Found(new KnownModel(name, bucket)));
    }

    @Test
    void aNameDrawsFromTheBucketThatWasLearnedSince() {
        assertThat(find("gemini-2.5-flash")).isEqualTo(flash("gemini-2.5-flash"));

        aliases.learn("gemini-2.5-flash", "gemini-2.9-flash");
        clock.advance(Duration.ofSeconds(5));

        assertThat(find("models/gemini-2.5-flash")).isEqualTo(flash("gemini-2.9-flash"));
    }

    @Test
    void aNameThatOnlyTheAliasesKnowIsAModel() {
        aliases.learn("gemini-99-preview", "gemini-99");

        assertThat(find("gemini-99-preview"))
                .isEqualTo(new Lookup.Found(new KnownModel("gemini-99-preview", "gemini-99")));
    }

    private static Lookup flash(String bucket) {
        return new Lookup.Found(new KnownModel("gemini-2.5-flash", bucket));
    }

    @Test
    void aModelThatTheOperatorNamedIsKnownWithinSeconds() {
        assertThat(find("my-tuned-model")).isInstanceOf(Lookup.Unknown.class);

        pool.buckets.add("my-tuned-model");
        clock.advance(Duration.ofSeconds(5));

        assertThat(find("my-tuned-model"))
                .isEqualTo(new Lookup.Found(new KnownModel("my-tuned-model", "my-tuned-model")));
    }

    @Test
    void whoAsksForAnUnknownModelLearnsTheKnownOnes() {
        pool.buckets.add("my-tuned-model");

        assertThat(find("gemini-9"))
                .isInstanceOfSatisfying(
                        Lookup.Unknown.class,
                        unknown ->
                                assertThat(unknown.known())
                                        .contains("my-tuned-model", "gemini-2.5-flash")
                                        .doesNotContain("gemini-embedding-001"));
    }

    @Test
    void aModelThatEmbedsDoesNotGenerate() {
        assertThat(find("gemini-embedding-001"))
                .isInstanceOfSatisfying(
                        Lookup.Unable.class,
                        unable -> assertThat(unable.able()).contains("gemini-2.5-flash"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/", "models/models/gemini-2.5-flash", "GEMINI-2.5-FLASH", " "})
    void aNameThatIsAlmostOneIsUnknown(String name) {
        assertThat(find(name)).isInstanceOf(Lookup.Unknown.class);
    }

    private Lookup find(String name) {
        return models.find(name, JobMethod.GENERATE_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-2.5-flash", "gemini-embedding-001", "my-tuned-model"})
    void countingTokensDrawsFromABucketOfItsOwn(String name) {
        pool.buckets.add("my-tuned-model");

        assertThat(models.find(name, JobMethod.COUNT_TOKENS))
                .isEqualTo(new Lookup.Found(new KnownModel(name, Catalogue.COUNT_TOKENS)));
    }

    @Test
    void aModelThatGeneratesDoesNotEmbed() {
        assertThat(models.find("gemini-2.5-flash", JobMethod.BATCH_EMBED_CONTENTS))
                .isInstanceOfSatisfying(
                        Lookup.Unable.class,
                        unable ->
                                assertThat(unable.able())
                                        .contains("gemini-embedding-001")
                                        .doesNotContain("gemini-2.5-flash"));
        assertThat(models.find("gemini-embedding-001", JobMethod.BATCH_EMBED_CONTENTS))
                .isEqualTo(
                        new Lookup.Found(
                                new KnownModel("gemini-embedding-001", "gemini-embedding-1.0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"count-tokens", "gemini-embedding-1.0", "gemma-3"})
    void aBucketIsNoModel(String bucket) {
        pool.buckets.add(bucket);

        assertThat(find(bucket)).isInstanceOf(Lookup.Unknown.class);
        assertThat(models.find(bucket, JobMethod.COUNT_TOKENS)).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void allThatIsAcceptedIsOffered() {
        pool.buckets.add("my-tuned-model");
        pool.buckets.add("gemini-2.5-flash");
        pool.buckets.add(Catalogue.COUNT_TOKENS);

        var offered = models.offered();

        assertThat(offered).extracting(OfferedModel::name).doesNotHaveDuplicates();
        assertThat(offered)
                .extracting(OfferedModel::name)
                .contains("gemini-2.5-flash", "my-tuned-model", "gemma-3-27b-it", "gemma-3-1b-it")
                .doesNotContain(Catalogue.COUNT_TOKENS, "gemini-flash-latest", "gemma-3");
        assertThat(offered)
                .filteredOn(model -> model.is("gemini-flash-latest"))
                .singleElement()
                .extracting(OfferedModel::name)
                .isEqualTo("gemini-3.5-flash");
        assertThat(offered)
                .allSatisfy(model ->
                        assertThat(models.find(model.name(), JobMethod.COUNT_TOKENS))
                                .isInstanceOf(Lookup.Found.class));
    }
}
