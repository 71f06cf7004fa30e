package io.ssalmuk.worker.permit;

import io.ssalmuk.quota.Ask;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** The ledger, and word to the other workers of what comes back to it before its time. */
@Component
@Primary
final class TellingLedger implements QuotaLedger {

    /** Less than this does not matter to a limit of tokens per minute. */
    private static final long MANY_TOKENS = 1_000;

    private final QuotaLedger ledger;
    private final FreedRoom room;

    TellingLedger(@Qualifier("postgresQuotaLedger") QuotaLedger ledger, FreedRoom room) {
        this.ledger = ledger;
        this.room = room;
    }

    @Override
    public void giveBack(Permit permit) {
        ledger.giveBack(permit);
        room.freed(permit.bucket());
    }

    @Override
    public void settle(Permit permit, long inputTokens) {
        ledger.settle(permit, inputTokens);
        if (permit.tokens() - inputTokens >= Math.max(MANY_TOKENS, permit.tokens() / 4)) {
            room.freed(permit.bucket());
        }
    }

    @Override
    public LeaseAnswer lease(String bucket, List<Ask> asks, int most) {
        return ledger.lease(bucket, asks, most);
    }

    @Override
    public Optional<Permit> renew(Permit permit) {
        return ledger.renew(permit);
    }

    @Override
    public boolean stamp(Permit permit) {
        return ledger.stamp(permit);
    }

    @Override
    public void coolDown(Permit permit, Duration pause, String reason) {
        ledger.coolDown(permit, pause, reason);
    }

    @Override
    public void coolDownForTheDay(Permit permit, Duration pause, String reason) {
        ledger.coolDownForTheDay(permit, pause, reason);
    }

    @Override
    public Outlook outlook(String bucket, long tokens, Duration ahead) {
        return ledger.outlook(bucket, tokens, ahead);
    }
}
