package io.ssalmuk.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ssalmuk.file.ContentHash;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.AdmissionsContract;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.IdempotencyContract;
import io.ssalmuk.job.JobCancelContract;
import io.ssalmuk.job.JobClaimsContract;
import io.ssalmuk.job.JobDeadlineContract;
import io.ssalmuk.job.JobFiles;
import io.ssalmuk.job.JobFilesContract;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobIntakeContract;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.JobStore;
import io.ssalmuk.job.JobStreamContract;
import io.ssalmuk.job.JobsContract;
import io.ssalmuk.job.Lineup;
import io.ssalmuk.job.LineupsContract;
import io.ssalmuk.job.RunningJobsContract;
import io.ssalmuk.job.TokenUsage;
import io.ssalmuk.job.UsageLogContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PostgresJobsTest
        implements JobIntakeContract,
                JobsContract,
                JobClaimsContract,
                JobCancelContract,
                JobStreamContract,
                AdmissionsContract,
                JobFilesContract,
                RunningJobsContract,
                LineupsContract,
                JobDeadlineContract,
                IdempotencyContract,
                UsageLogContract {

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();

    @Override
    public JobStore store() {
        return new PostgresJobStore(database.jdbc());
    }

    @Override
    public JobFiles files() {
        return new PostgresJobFiles(database.jdbc());
    }

    @Override
    public ContentHash content() {
        return ContentHash.of(
                database.jdbc()
                        .sql(
                                """
                                INSERT INTO file_content (hash, size)
                                VALUES (sha256(uuid_send(gen_random_uuid())), 5)
                                RETURNING hash
                                """)
                        .query(byte[].class)
                        .single());
    }

    @Test
    void ofManyJobsASampleIsCounted() {
        var one = JobRequests.client();
        var other = JobRequests.client();
        var ones = JobRequests.jobs(one, Admissions.CLIENT_TICKETS + 300);
        var others = JobRequests.jobs(other, Admissions.CLIENT_TICKETS + 100);
        store().intake().accept(Stream.concat(ones.stream(), others.stream()).toList());

        // So few pages are all in the sample.
        var sampled = new PostgresLineups(database.jdbc(), 50).of(JobRequests.FLASH.bucket());

        assertThat(sampled.groups())
                .extracting(Lineup.Group::client, Lineup.Group::waiting)
                .containsExactlyInAnyOrder(tuple(one, 300.0), tuple(other, 100.0));
        assertThat(sampled).isEqualTo(store().lineups().of(JobRequests.FLASH.bucket()));
    }

    @Test
    void theUsualTimeOfACallIsTheMedianOfTheLatest() {
        var requests = JobRequests.jobs(JobRequests.client(), 5);
        store().intake().accept(requests);
        int seconds = 1;
        for (var request : requests) {
            var claim =
                    store().claims().claim(request.id(), Claimant.of(store().boot())).orElseThrow();
            var took = Duration.ofSeconds(seconds++);
            var call = new CallFacts(null, new CallFacts.Timing(0, took), TokenUsage.NONE);
            store().claims().complete(claim, Body.of("{}"), call);
        }

        assertThat(new PostgresCallTimes(database.jdbc()).usual())
                .isEqualTo(Map.of(JobRequests.FLASH.bucket(), Duration.ofSeconds(3)));
    }

    @Test
    void howLargeABodyIsCanBeTold() {
        var request = JobRequests.job(JobRequests.client());
        store().intake().accept(List.of(request));
        var sizes = new PostgresRequestSizes(database.jdbc());

        assertThat(sizes.bytes(request.id())).isEqualTo(request.body().bytes().length);
        assertThat(sizes.bytes(JobId.next())).isZero();
    }
}
