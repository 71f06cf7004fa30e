package io.ssalmuk.api.submit;

import io.ssalmuk.job.Ticket;
import java.util.List;

/** What follows a commit, behind the caller's back. Nothing in here may block for long. */
interface Aftermath extends WaitingWork {

    void tickets(List<Ticket> tickets);
}
