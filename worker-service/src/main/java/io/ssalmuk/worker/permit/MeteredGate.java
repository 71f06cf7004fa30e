package io.ssalmuk.worker.permit;

import io.micrometer.core.instrument.MeterRegistry;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.quota.Permit;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Counts how waits for a permit end, and how long they take. */
@Component
@Primary
final class MeteredGate implements PermitGate {

    private final PermitGate gate;
    private final MeterRegistry meters;

    MeteredGate(@Qualifier("leasingGate") PermitGate gate, MeterRegistry meters) {
        this.gate = gate;
        this.meters = meters;
    }

    @Override
    public Grant await(Ticket ticket) throws InterruptedException {
        long begun = System.nanoTime();
        var grant = gate.await(ticket);
        var outcome =
                switch (grant) {
                    case Grant.Granted _ -> "granted";
                    case Grant.Later _ -> "later";
                    case Grant.Elsewhere _ -> "elsewhere";
                    case Grant.Never _ -> "never";
                };
        meters.timer(
                        "ssalmuk.permit.wait",
                        "bucket",
                        ticket.line().bucket(),
                        "lane",
                        ticket.line().lane().text(),
                        "outcome",
                        outcome)
                .record(Duration.ofNanos(System.nanoTime() - begun));
        return grant;
    }

    @Override
    public void freed(Permit permit) {
        gate.freed(permit);
    }

    @Override
    public void departed(Permit permit) {
        gate.departed(permit);
    }

    @Override
    public void leave(Permit permit) {
        gate.leave(permit);
    }

    @Override
    public boolean isCrowded() {
        return gate.isCrowded();
    }

    @Override
    public void onCrowd(Runnable listener) {
        gate.onCrowd(listener);
    }

    @Override
    public void onRest(BiConsumer<String, Duration> listener) {
        gate.onRest(listener);
    }
}
