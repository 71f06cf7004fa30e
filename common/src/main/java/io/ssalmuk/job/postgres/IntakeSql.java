package io.ssalmuk.job.postgres;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statement that accepts jobs, in as many shapes as there are kinds of batches. */
final class IntakeSql {

    private static final String ACCEPT =
            """
            WITH offered AS (
                SELECT *
                FROM unnest(:ids, :clients, :methods, :models, :buckets, :lanes, :units,
                            :maxAttempts, :createdAt, :bodies, :replies, :tokens, :deadlines,
                            :metadata)
                    WITH ORDINALITY AS i (id, client_id, method, model, bucket, lane, units,
                                          max_attempts, created_at, body, reply_to, tokens,
                                          deadline, metadata, ordinal)
            ),
            %s
            -- Room is counted without a lock: two intakes at once may overshoot by a batch, which
            -- costs the broker a few tickets and nobody a job.
            -- The orders are those of indexes: without them the planner takes a million waiting jobs
            -- of another line for a sign that one of this will soon be met by reading the table.
            line AS MATERIALIZED (
                SELECT l.bucket, l.lane,
                       CASE WHEN (SELECT true FROM job_queue q
                                  WHERE q.bucket = l.bucket AND q.lane = l.lane
                                    AND q.place = 'waiting'
                                  ORDER BY q.client_id LIMIT 1)
                            THEN 0
                            ELSE :lineTickets - (SELECT count(*)
                                                 FROM (SELECT FROM job_queue q
                                                       WHERE q.bucket = l.bucket AND q.lane = l.lane
                                                         AND q.place = 'ticketed'
                                                       ORDER BY q.client_id
                                                       LIMIT :lineTickets) AS held)
                       END AS tickets
                FROM (SELECT DISTINCT bucket, lane FROM incoming) AS l
            ),
            -- Who has nothing there is never behind those who have much.
            room AS (
                SELECT c.bucket, c.lane, c.client_id,
                       CASE WHEN (SELECT true FROM job_queue q
                                  WHERE q.bucket = c.bucket AND q.lane = c.lane
                                    AND q.client_id = c.client_id AND q.place = 'waiting'
                                  ORDER BY q.job_id LIMIT 1)
                            THEN 0
                            ELSE greatest(least(:clientTickets - h.tickets, l.tickets),
                                          CASE WHEN h.tickets = 0 THEN 1 ELSE 0 END)
                       END AS tickets
                FROM (SELECT DISTINCT bucket, lane, client_id FROM incoming) AS c
                JOIN line l ON (l.bucket, l.lane) = (c.bucket, c.lane)
                CROSS JOIN LATERAL (SELECT count(*) AS tickets
                                    FROM (SELECT FROM job_queue q
                                          WHERE q.bucket = c.bucket AND q.lane = c.lane
                                            AND q.client_id = c.client_id
                                            AND q.place = 'ticketed'
                                          LIMIT :clientTickets) AS held) AS h
            ),
            stored AS (
                INSERT INTO job (id, client_id, method, model, bucket, lane, units, state,
                                 max_attempts, created_at, tokens, deadline)
                SELECT id, client_id, method, model, bucket, lane, units, 'queued',
                       max_attempts, created_at, tokens, deadline
                FROM incoming
            ),
            %s
            INSERT INTO job_queue (job_id, client_id, bucket, lane, units, tokens, place, deadline)
            SELECT i.id, i.client_id, i.bucket, i.lane, i.units, i.tokens,
                   CASE WHEN row_number() OVER (PARTITION BY i.bucket, i.lane, i.client_id
                                                ORDER BY i.ordinal) <= r.tickets
                        THEN 'ticketed' ELSE 'waiting' END,
                   i.deadline
            FROM incoming i
            JOIN room r ON (r.bucket, r.lane, r.client_id) = (i.bucket, i.lane, i.client_id)
            RETURNING job_id, place
            """;

    private static final String ALL_OF_THEM =
            """
            incoming AS (SELECT * FROM offered),
            """;

    private static final String THOSE_WITH_FRESH_KEYS =
            """
            keyed AS (
                SELECT * FROM unnest(:keyJobs, :keyClients, :keys, :keyRequests)
                                  AS k (job_id, client_id, key, request_hash)
            ),
            fresh AS (
                INSERT INTO idempotency_key (client_id, key, request_hash, job_id)
                SELECT client_id, key, request_hash, job_id FROM keyed
                -- A key that another transaction is writing is waited for, so all take theirs in
                -- one order: otherwise two would wait for each other.
                ORDER BY client_id, key
                ON CONFLICT (client_id, key) DO NOTHING
                RETURNING job_id
            ),
            incoming AS (
                SELECT * FROM offered
                WHERE id NOT IN (SELECT job_id FROM keyed) OR id IN (SELECT job_id FROM fresh)
            ),
            """;

    private static final String BODIES =
            """
            bodies AS (
                INSERT INTO job_request (id, body, reply_to, metadata)
                SELECT id, body, reply_to, metadata FROM incoming
            )
            """;

    private static final String BODIES_AND_FILES =
            """
            named AS (
                SELECT f.*
                FROM unnest(:fileJobs, :markers, :hashes, :mimeTypes)
                         AS f (job_id, marker, hash, mime_type)
                WHERE f.job_id IN (SELECT id FROM incoming)
            ),
            bodies AS (
                INSERT INTO job_request (id, body, reply_to, metadata, files)
                SELECT id, body, reply_to, metadata,
                       -- For a retry: job_file forgets them at the job's end.
                       (SELECT jsonb_agg(jsonb_build_object('marker', marker,
                                                            'hash', encode(hash, 'hex'),
                                                            'mime_type', mime_type))
                        FROM named WHERE named.job_id = incoming.id)
                FROM incoming
            ),
            -- A content that was deleted a moment ago fails the statement: no job is accepted that
            -- lacks a file.
            files AS (
                INSERT INTO job_file (job_id, marker, hash, mime_type)
                SELECT job_id, marker, hash, mime_type FROM named
            ),
            -- Seldom, and none that is locked: two batches with the same files would wait
            -- for each other.
            used AS (
                UPDATE client_file SET used_at = clock_timestamp()
                WHERE id IN (SELECT c.id FROM client_file c
                             WHERE c.hash IN (SELECT unnest(:hashes))
                               AND c.client_id IN (SELECT client_id FROM incoming)
                               AND (c.used_at IS NULL
                                    OR c.used_at < clock_timestamp() - interval '1 hour')
                             FOR NO KEY UPDATE SKIP LOCKED)
            )
            """;

    private static final String WEBHOOKS =
            """
            ,
            webhooks AS (
                INSERT INTO job_webhook (job_id, url, whole_result, lane)
                SELECT w.job_id, w.url, w.whole_result, w.lane
                FROM unnest(:hookJobs, :urls, :wholeResults, :hookLanes)
                         AS w (job_id, url, whole_result, lane)
                WHERE w.job_id IN (SELECT id FROM incoming)
            )
            """;

    /** Most batches have none of these, and do not pay for those that do. */
    private static final Map<Shape, String> SHAPES =
            Shape.all().collect(Collectors.toMap(Function.identity(), Shape::statement));

    private IntakeSql() {}

    /** What some job of a batch has. */
    record Shape(boolean files, boolean keys, boolean webhooks) {

        private static final List<Boolean> EITHER = List.of(false, true);

        private static Stream<Shape> all() {
            return EITHER.stream()
                    .flatMap(files -> EITHER.stream().flatMap(keys -> all(files, keys)));
        }

        private static Stream<Shape> all(boolean files, boolean keys) {
            return EITHER.stream().map(webhooks -> new Shape(files, keys, webhooks));
        }

        private String statement() {
            var bodies = (files ? BODIES_AND_FILES : BODIES) + (webhooks ? WEBHOOKS : "");
            return keys
                    ? ACCEPT.formatted(THOSE_WITH_FRESH_KEYS, bodies)
                    : ACCEPT.formatted(ALL_OF_THEM, bodies);
        }
    }

    static String accept(Shape shape) {
        return requireNonNull(SHAPES.get(shape));
    }
}
