package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Claim;

/** Where a ticket stands after something was done for it. */
sealed interface Step {

    /** The job is taken care of in the database: the ticket is spent. */
    record Done() implements Step {}

    /** The claim is kept, and another permit is needed. */
    record Again(Claim claim) implements Step {}
}
