package io.ssalmuk.simulator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.project.Project;
import io.ssalmuk.simulator.project.Tier;
import io.ssalmuk.simulator.quota.Bucket;
import io.ssalmuk.simulator.quota.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private final Catalogue catalogue = new Catalogue();

    @ParameterizedTest
    @CsvSource({
        "gemini-3-flash-preview, gemini-3-flash",
        "gemini-flash-latest, gemini-3-flash",
        "gemini-3.1-pro-preview-customtools, gemini-3.1-pro",
        "gemini-embedding-001, gemini-embedding-1.0",
        "gemini-2.5-flash-image-preview, gemini-2.5-flash-preview-image",
        "gemini-2.5-flash, gemini-2.5-flash",
        "never-heard-of, never-heard-of"
    })
    void aModelsQuotaIsKeptUnderItsBucket(String model, String bucket) {
        assertThat(catalogue.bucketOf(model)).isEqualTo(bucket);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, FREE, 5/250000/20",
        "gemini-3.1-pro, FREE, 0/0/0",
        "gemini-embedding-1.0, FREE, 100/30000/1000",
        "gemini-2.0-flash, FREE, 15/1000000/1500",
        "never-heard-of, FREE, 5/250000/20",
        "gemini-3.1-pro, TIER_1, 1000/1000000/10000"
    })
    void aBucketHasTheLimitsOfItsTier(String model, Tier tier, String limits) {
        var bucket = new Bucket(new Project("p", 1, tier), model, false);

        assertThat(catalogue.usualLimits(bucket)).isEqualTo(Limits.parse(limits));
    }

    @Test
    void aModelCanBeAdded() {
        catalogue.add("tuned", "gemini-2.5-flash");

        assertThat(catalogue.find("tuned").orElseThrow().bucket()).isEqualTo("gemini-2.5-flash");
        assertThat(catalogue.all()).extracting(ModelCard::name).contains("tuned");
    }

    @Test
    void aFloatingNameAnswersUnderTheNameItStandsFor() {
        assertThat(catalogue.find("gemini-flash-latest").orElseThrow().version())
                .isEqualTo("gemini-3-flash");
        assertThat(catalogue.find("gemini-3-flash-preview").orElseThrow().version())
                .isEqualTo("gemini-3-flash-preview");
    }

    @Test
    void onlyRecentGeminisThink() {
        assertThat(catalogue.find("gemini-2.5-flash").orElseThrow().thinking()).isTrue();
        assertThat(catalogue.find("gemini-2.0-flash").orElseThrow().thinking()).isFalse();
        assertThat(catalogue.find("gemma-3-27b-it").orElseThrow().thinking()).isFalse();
        assertThat(catalogue.find("gemini-embedding-2").orElseThrow().embedding()).isTrue();
    }
}
