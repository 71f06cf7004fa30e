package io.ssalmuk.simulator.quota;

import io.ssalmuk.simulator.project.Tier;

/** The metric and the id under which the upstream names a limit, by tier and kind of call. */
record QuotaSpelling(String metric, String id) {
    private static final String SERVICE = "generativelanguage.googleapis.com/";

    static QuotaSpelling of(Bucket bucket, Dimension dimension) {
        QuotaSpelling bare =
                bucket.embedding()
                        ? embed(bucket.project().tier(), dimension)
                        : generate(bucket.project().tier(), dimension);
        return new QuotaSpelling(SERVICE + bare.metric(), bare.id());
    }

    private static QuotaSpelling generate(Tier tier, Dimension dimension) {
        return tier == Tier.FREE ? free(dimension) : paid(tier, dimension);
    }

    private static QuotaSpelling free(Dimension dimension) {
        return switch (dimension) {
            case MINUTE ->
                    new QuotaSpelling(
                            "generate_content_free_tier_requests",
                            "GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
            case TOKENS ->
                    new QuotaSpelling(
                            "generate_content_free_tier_input_token_count",
                            "GenerateContentInputTokensPerModelPerMinute-FreeTier");
            case DAY ->
                    new QuotaSpelling(
                            "generate_content_free_tier_requests",
                            "GenerateRequestsPerDayPerProjectPerModel-FreeTier");
        };
    }

    private static QuotaSpelling paid(Tier tier, Dimension dimension) {
        return switch (dimension) {
            case MINUTE ->
                    new QuotaSpelling(
                            tier == Tier.TIER_1
                                    ? "generate_requests_per_model"
                                    : "generate_content_" + paidTier(tier) + "_requests",
                            "GenerateRequestsPerMinutePerProjectPerModel");
            case TOKENS ->
                    new QuotaSpelling(
                            "generate_content_" + paidTier(tier) + "_input_token_count",
                            "GenerateContentPaidTierInputTokensPerModelPerMinute");
            case DAY ->
                    new QuotaSpelling(
                            "generate_requests_per_model_per_day",
                            "GenerateRequestsPerDayPerProjectPerModel");
        };
    }

    /** No capture shows an embedding token refusal; its id follows the pattern of the others. */
    private static QuotaSpelling embed(Tier tier, Dimension dimension) {
        String metric = "embed_content_" + (tier == Tier.FREE ? "free_tier" : paidTier(tier));
        String suffix = tier == Tier.FREE ? "-FreeTier" : "";
        return switch (dimension) {
            case MINUTE ->
                    new QuotaSpelling(
                            metric + "_requests",
                            "EmbedContentRequestsPerMinutePerUserPerProjectPerModel" + suffix);
            case TOKENS ->
                    new QuotaSpelling(
                            metric + "_input_token_count",
                            "EmbedContentInputTokensPerMinutePerUserPerProjectPerModel" + suffix);
            case DAY ->
                    new QuotaSpelling(
                            metric + "_requests",
                            "EmbedContentRequestsPerDayPerUserPerProjectPerModel" + suffix);
        };
    }

    private static String paidTier(Tier tier) {
        return switch (tier) {
            case FREE, TIER_1 -> "paid_tier";
            case TIER_2 -> "paid_tier_2";
            case TIER_3 -> "paid_tier_3";
        };
    }
}
