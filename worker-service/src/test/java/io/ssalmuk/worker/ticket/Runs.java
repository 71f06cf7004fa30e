package io.ssalmuk.worker.ticket;

import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.StreamChunks;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.fixture.FakeNotices;
import io.ssalmuk.worker.fixture.FakeStreams;
import io.ssalmuk.worker.gemini.Upstream;
import io.ssalmuk.worker.life.Life;
import io.ssalmuk.worker.pool.KeyLocker;
import java.time.Duration;
import org.springframework.transaction.support.TransactionOperations;

/** Puts together what Spring does, from fakes. */
final class Runs {

    private Runs() {}

    static Settlement settlement(FakeClaims claims, EndNotices notices, Outlets outlets) {
        return new Settlement(claims, notices, outlets, new Backoff(() -> 1.0), () -> 0);
    }

    static Settlement settlement(FakeClaims claims, EndNotices notices) {
        return settlement(claims, notices, new Outlets(new FakeStreams()));
    }

    /** What a run works with, and on whom. */
    record Tools(
            FakeGate gate,
            QuotaLedger ledger,
            KeyLocker keys,
            Upstream upstream,
            Life life,
            FakeAttachments attachments,
            BodyRoom room) {

        Tools(FakeGate gate, QuotaLedger ledger, KeyLocker keys, Upstream upstream, Life life) {
            this(gate, ledger, keys, upstream, life, new FakeAttachments(), emptyRoom());
        }

        Tools(FakeGate gate, QuotaLedger ledger, KeyLocker keys, Upstream upstream) {
            this(gate, ledger, keys, upstream, new FakeLife());
        }

        Tools with(FakeAttachments files, BodyRoom bodies) {
            return new Tools(gate, ledger, keys, upstream, life, files, bodies);
        }

        private static BodyRoom emptyRoom() {
            return new BodyRoom(_ -> 0, new FlowProperties(1, Duration.ZERO));
        }
    }

    static JobRun run(FakeClaims claims, Tools tools) {
        return run(claims, tools, new FakeStreams());
    }

    static JobRun run(FakeClaims claims, Tools tools, StreamChunks chunks) {
        return run(claims, tools, chunks, new FakeAlarms());
    }

    static JobRun run(FakeClaims claims, Tools tools, StreamChunks chunks, Alarms alarms) {
        var outlets = new Outlets(chunks);
        var settlement = settlement(claims, new FakeNotices(), outlets);
        var streams = new StreamRun(tools.upstream(), settlement, outlets);
        var meter =
                new TokenMeter(
                        tools.ledger(),
                        tools.gate(),
                        new FakeRatios(),
                        alarms,
                        TransactionOperations.withoutTransaction());
        var parts =
                new JobRun.CallParts(
                        tools.ledger(),
                        tools.keys(),
                        tools.upstream(),
                        streams,
                        tools.attachments(),
                        tools.room(),
                        new FakeWarden(tools.ledger(), tools.keys()),
                        meter,
                        new TimeLimit(alarms));
        var claiming = new Claiming(claims, tools.life(), settlement, alarms);
        return new JobRun(tools.gate(), claims, claiming, parts, settlement);
    }
}
