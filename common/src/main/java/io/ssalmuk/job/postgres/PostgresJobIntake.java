package io.ssalmuk.job.postgres;

import io.ssalmuk.job.Accepted;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.IdempotencyKey;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobIntake;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobWebhook;
import io.ssalmuk.job.ReplyAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobIntake implements JobIntake {

    private final JdbcClient jdbc;

    PostgresJobIntake(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Accepted> accept(List<JobRequest> jobs) {
        var files = jobs.stream().flatMap(IncomingFile::of).toList();
        var keyed = jobs.stream().filter(job -> job.terms().key().isPresent()).toList();
        var hooks = jobs.stream().flatMap(IncomingWebhook::of).toList();
        var shape = new IntakeSql.Shape(!files.isEmpty(), !keyed.isEmpty(), !hooks.isEmpty());
        var statement = withWebhooks(jdbc.sql(IntakeSql.accept(shape)), hooks);
        return withJobs(withFiles(withKeys(statement, keyed), files), jobs)
                .query((row, _) ->
                        new Accepted(
                                new JobId(row.getObject("job_id", UUID.class)),
                                row.getString("place").equals("ticketed")))
                .list();
    }

    private static StatementSpec withJobs(StatementSpec statement, List<JobRequest> jobs) {
        return statement
                .param("ids", column("uuid", jobs, job -> job.id().value()))
                .param("clients", column("uuid", jobs, job -> job.client().value()))
                .param("methods", column("text", jobs, job -> job.method().text()))
                .param("models", column("text", jobs, JobRequest::model))
                .param("buckets", column("text", jobs, JobRequest::bucket))
                .param("lanes", column("text", jobs, job -> job.lane().text()))
                .param("units", column("int4", jobs, JobRequest::units))
                .param("maxAttempts", column("int4", jobs, JobRequest::maxAttempts))
                .param("createdAt", column("timestamptz", jobs, job -> job.createdAt().toString()))
                .param("bodies", bytes(jobs.stream().map(job -> job.body().bytes())))
                .param("replies", column("text", jobs, PostgresJobIntake::replyTo))
                .param("tokens", column("int8", jobs, JobRequest::tokens))
                .param("deadlines", column("timestamptz", jobs, PostgresJobIntake::deadline))
                .param("metadata", column("text", jobs, PostgresJobIntake::metadata))
                .param("clientTickets", Admissions.CLIENT_TICKETS)
                .param("lineTickets", Admissions.LINE_TICKETS);
    }

    private static StatementSpec withFiles(StatementSpec statement, List<IncomingFile> files) {
        return files.isEmpty()
                ? statement
                : statement
                        .param("fileJobs", column("uuid", files, file -> file.job().value()))
                        .param("markers", column("uuid", files, file -> file.file().marker()))
                        .param(
                                "hashes",
                                bytes(files.stream().map(file -> file.file().hash().bytes())))
                        .param("mimeTypes", column("text", files, file -> file.file().mimeType()));
    }

    private static StatementSpec withKeys(StatementSpec statement, List<JobRequest> keyed) {
        return keyed.isEmpty()
                ? statement
                : statement
                        .param("keyJobs", column("uuid", keyed, job -> job.id().value()))
                        .param("keyClients", column("uuid", keyed, job -> job.client().value()))
                        .param("keys", column("text", keyed, job -> key(job).text()))
                        .param(
                                "keyRequests",
                                bytes(keyed.stream().map(job -> key(job).request().bytes())));
    }

    private static StatementSpec withWebhooks(
            StatementSpec statement, List<IncomingWebhook> hooks) {
        return hooks.isEmpty()
                ? statement
                : statement
                        .param("hookJobs", column("uuid", hooks, hook -> hook.job().value()))
                        .param("urls", column("text", hooks, hook -> hook.webhook().url()))
                        .param(
                                "wholeResults",
                                column("bool", hooks, hook -> hook.webhook().wholeResult()))
                        .param("hookLanes", column("text", hooks, hook -> hook.webhook().lane()));
    }

    private record IncomingWebhook(JobId job, JobWebhook webhook) {

        static Stream<IncomingWebhook> of(JobRequest job) {
            return job.terms().extras().webhook().stream()
                    .map(webhook -> new IncomingWebhook(job.id(), webhook));
        }
    }

    private record IncomingFile(JobId job, JobFile file) {

        static Stream<IncomingFile> of(JobRequest job) {
            return job.files().stream().map(file -> new IncomingFile(job.id(), file));
        }
    }

    private static @Nullable Object replyTo(JobRequest job) {
        return job.replyTo().map(ReplyAddress::text).orElse(null);
    }

    private static @Nullable Object metadata(JobRequest job) {
        return job.terms().extras().metadata().map(Body::text).orElse(null);
    }

    private static @Nullable Object deadline(JobRequest job) {
        return job.terms().deadline().map(Instant::toString).orElse(null);
    }

    private static IdempotencyKey key(JobRequest job) {
        return job.terms().key().orElseThrow();
    }

    private static <T> SqlArrayValue column(
            String type, List<T> rows, Function<T, @Nullable Object> value) {
        return new SqlArrayValue(type, rows.stream().map(value).toArray());
    }

    /** The driver encodes byte arrays only from an array of exactly this type. */
    private static SqlArrayValue bytes(Stream<byte[]> values) {
        Object[] all = values.toArray(byte[][]::new);
        return new SqlArrayValue("bytea", all);
    }
}
