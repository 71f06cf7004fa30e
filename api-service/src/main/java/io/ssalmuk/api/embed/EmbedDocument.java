package io.ssalmuk.api.embed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.ssalmuk.api.body.RawMember;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Job;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The vectors, in the order of their texts.
 *
 * @param embeddings as Google gave them
 * @param usage if Google told it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EmbedDocument(
        String requestId,
        String model,
        @JsonRawValue String embeddings,
        @JsonRawValue @Nullable String usage) {

    private static final String NONE = "[]";

    static EmbedDocument of(Job job) {
        Body answer = Objects.requireNonNull(job.result());
        return new EmbedDocument(
                job.id().toString(),
                job.model(),
                RawMember.of(answer, "embeddings").orElse(NONE),
                RawMember.of(answer, "usageMetadata").orElse(null));
    }
}
