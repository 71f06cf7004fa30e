package io.ssalmuk.harness.check;

import io.ssalmuk.harness.postgres.JobRow;
import io.ssalmuk.harness.upstream.UpstreamCall;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All that is known from outside.
 *
 * @param submitted jobs that clients wanted to have done
 * @param calls the upstream's journal
 * @param flights the calls as they passed from the workers to the upstream
 * @param disruptions of what passed there
 * @param jobs the job table at the end
 * @param open entries that the queue and claim tables still have
 * @param acknowledged prompts by the id that the client was given
 * @param delivered every end that a client was told, some of them several times
 * @param mayBreakOff whether a prompt's answer is streamed: its job may end without one
 * @param streamed the streamed answers, as far as they came
 */
public record Evidence(
        int submitted,
        List<UpstreamCall> calls,
        List<Flight> flights,
        List<Disruption> disruptions,
        List<JobRow> jobs,
        long open,
        Map<String, String> acknowledged,
        List<Delivered> delivered,
        Predicate<String> mayBreakOff,
        List<Streamed> streamed) {}
