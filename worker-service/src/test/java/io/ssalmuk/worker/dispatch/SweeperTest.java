package io.ssalmuk.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.FakeNotices;
import io.ssalmuk.worker.fixture.Given;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class SweeperTest {

    private final FakeAdmissions admissions = new FakeAdmissions();
    private final FakeBoots boots = new FakeBoots();
    private final FakeBroker broker = new FakeBroker();
    private final FakeLedger ledger = new FakeLedger();
    private final Sweeper sweeper =
            new Sweeper(
                    admissions,
                    ledger,
                    new Undertaker(boots, admissions, new FakeNotices()),
                    new Sweeper.BrokerParts(broker, broker),
                    _ -> {});

    @Test
    void theDeadAreBuriedApartFromTheSweep() {
        sweeper.quickSweep();
        assertThat(boots.buried()).isEmpty();
        assertThat(admissions.said()).containsExactly("return unconfirmed");
        sweeper.buryTheDead();
        assertThat(boots.buried()).hasSize(1);
    }

    @Test
    void aBrokerNeverSeenBeforeGetsEveryTicketAgainAndAMarker() {
        sweeper.slowSweep();
        assertThat(admissions.said()).containsOnlyOnce("return all");
        assertThat(broker.lastSeen()).hasValueSatisfying(broker::holds);
    }

    @Test
    void aBrokerThatIsStillTheSameIsLeftAlone() {
        sweeper.slowSweep();
        sweeper.slowSweep();
        assertThat(admissions.said()).containsOnlyOnce("return all");
    }

    @Test
    void anEmptiedBrokerGetsEveryTicketAgain() {
        sweeper.slowSweep();
        broker.empty();
        sweeper.slowSweep();
        assertThat(Collections.frequency(admissions.said(), "return all")).isEqualTo(2);
    }

    @Test
    void aBrokerThatIsAwaySaysNothing() {
        broker.away();
        admissions.staleTicketsIn(Given.ticket().line());
        sweeper.slowSweep();
        assertThat(admissions.said()).containsExactly("end broken streams", "reclaim");
        assertThat(broker.lastSeen()).isEmpty();
    }

    @Test
    void aBrokerThatGoesWhileItIsAskedSaysNothing() {
        sweeper.slowSweep();
        broker.goesWhenAsked();
        sweeper.slowSweep();
        assertThat(admissions.said()).containsOnlyOnce("return all");
    }

    @Test
    void oldTicketsWhoseQueueIsEmptyWaitAgain() {
        sweeper.slowSweep();
        var line = Given.ticket().line();
        admissions.staleTicketsIn(line);
        broker.depth(0);
        sweeper.slowSweep();
        assertThat(admissions.said()).contains("return of " + line + " after PT2M");
    }

    @Test
    void whileThereArePermitsNoWorkerHasATicketInHandForLong() {
        sweeper.slowSweep();
        var line = Given.ticket().line();
        admissions.staleTicketsIn(line);
        broker.depth(0);
        ledger.outlook(1, Duration.ZERO);
        sweeper.slowSweep();
        assertThat(admissions.said()).contains("return of " + line + " after PT20S");
    }

    @Test
    void oldTicketsMayStandInAQueueForLong() {
        sweeper.slowSweep();
        admissions.staleTicketsIn(Given.ticket().line());
        broker.depth(1);
        sweeper.slowSweep();
        assertThat(admissions.said())
                .containsOnlyOnce("return all")
                .noneMatch(said -> said.startsWith("return of"));
    }
}
