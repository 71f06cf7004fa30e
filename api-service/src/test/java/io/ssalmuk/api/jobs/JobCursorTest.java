package io.ssalmuk.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.JobId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JobCursorTest {

    @Test
    void aPlaceIsReadAsItWasWritten() {
        var job = JobId.next();

        assertThat(JobCursor.read(JobCursor.write(job))).isEqualTo(job);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "no cursor",
                "AAAA",
                "01a20617-b07b-7a7e-ac17-0421a0abeeaa",
                "AaIGF7B7en6sFwQhoKvuqh",
                "AaIGF7B7en6sFwQhoKvuqg==",
                "AaIGF7B7en6sFwQhoKvuqgAA"
            })
    void whatWasNotWrittenHereIsNone(String cursor) {
        assertThat(JobCursor.read(cursor)).isNull();
    }
}
