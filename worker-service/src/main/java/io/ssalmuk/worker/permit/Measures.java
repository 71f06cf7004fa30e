package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Ticket;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/**
 * What tickets are measured by.
 *
 * @param tokens that its call is thought to have
 * @param weights of its client
 */
@Component
record Measures(ToLongFunction<Ticket> tokens, ToIntFunction<Ticket> weights) {}
