package io.ssalmuk.api.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.job.Job;
import java.util.Objects;

/**
 * How many tokens there are.
 *
 * @param totalTokens 0 where Google's answer leaves it out, as it does with zeros
 * @param response Google's whole answer, as it came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CountDocument(
        String requestId, String model, long totalTokens, @JsonRawValue String response) {

    static CountDocument of(Job job) {
        var answer = Objects.requireNonNull(job.result());
        return new CountDocument(
                job.id().toString(),
                job.model(),
                JsonBody.parse(answer.bytes()).path("totalTokens").asLong(0),
                answer.text());
    }
}
