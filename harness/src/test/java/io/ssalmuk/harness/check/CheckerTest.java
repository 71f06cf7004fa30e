package io.ssalmuk.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.harness.check.Violation.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckerTest {

    private final Run run = Run.ofOneJob();

    private void assertFinds(Kind... kinds) {
        assertThat(run.findings().violations()).extracting(Violation::kind).containsExactly(kinds);
    }

    @Test
    void aRunWithoutFaultsIsGood() {
        var findings = run.findings();

        assertThat(findings.good()).isTrue();
        assertThat(findings.completed()).isEqualTo(1);
        assertThat(findings.calls()).isEqualTo(1);
        assertThat(findings.repeats()).isZero();
    }

    @Test
    void anAcceptedJobThatIsNotThereIsLost() {
        run.submitted = 2;
        run.acknowledged.put("id-2", "job-2");
        assertFinds(Kind.LOST, Kind.UNTOLD);
    }

    @Test
    void anAcceptedJobThatNeverEndsIsLost() {
        run.submitted = 2;
        run.acknowledged.put("id-2", "job-2");
        run.jobs.add(Run.running("id-2", "job-2"));
        assertFinds(Kind.LOST, Kind.UNTOLD);
    }

    @Test
    void aSubmissionThatWasNeverAcceptedIsLost() {
        run.submitted = 2;
        assertFinds(Kind.LOST);
    }

    @Test
    void whoeverAsksIsTold() {
        run.delivered.clear();
        assertFinds(Kind.UNTOLD);
    }

    @Test
    void aJobThatNobodyWasToldOfMustEndToo() {
        run.jobs.add(Run.running("id-2", "job-2"));
        assertFinds(Kind.LOST);
    }

    @Test
    void aFailedJobIsNotAsItShouldBe() {
        run.jobs.add(Run.job("id-2", "job-2", "failed", 0, 1));
        assertFinds(Kind.NOT_COMPLETED);
    }

    @Test
    void aJobEndsOnceInTheLogAndHasOneAnswer() {
        run.jobs.set(0, Run.job("id-1", "job-1", "completed", 1, 2));
        assertFinds(Kind.TWO_ENDS);
        run.jobs.set(0, Run.job("id-1", "job-1", "completed", 0, 1));
        assertFinds(Kind.TWO_ENDS);
    }

    @Test
    void oneSubmissionMakesOneJob() {
        run.jobs.add(Run.job("id-2", "job-1", "completed", 1, 1));
        assertFinds(Kind.TWO_ENDS);
    }

    @Test
    void whoeverAsksTwiceIsToldTheSame() {
        run.call("job-1", 5, 6, 0, "two");
        run.disruptions.add(new Disruption.Killed(0, Run.at(3)));
        run.deliver("id-1", "two");
        assertFinds(Kind.TWO_ENDS);
    }

    @Test
    void anAnswerThatTheUpstreamNeverGaveIsWrong() {
        run.delivered.clear();
        run.deliver("id-1", "another");
        assertFinds(Kind.WRONG_ANSWER);
    }

    @Test
    void theAnswerToAnotherJobIsWrong() {
        run.call("job-2", 1, 2, 0, "two");
        run.jobs.add(Run.job("id-2", "job-2", "completed", 1, 1));
        run.delivered.clear();
        run.deliver("id-1", "two");
        assertFinds(Kind.WRONG_ANSWER);
    }

    @Test
    void anIdThatIsAnotherJobsIsWrong() {
        run.acknowledged.put("id-1", "job-7");
        run.delivered.clear();
        assertFinds(Kind.WRONG_ANSWER, Kind.UNTOLD);
    }

    @Test
    void aRefusalIsFound() {
        run.journal("job-1", 2, "refused:REQUESTS_PER_MINUTE");
        assertFinds(Kind.REFUSED);
    }

    @Test
    void aSecondCallNeedsAReason() {
        run.call("job-1", 2, 3, 0, "one");
        assertFinds(Kind.REPEATED);
    }

    @Test
    void aKillExcusesTheCallsInFlightAtThatWorkerOnce() {
        run.call("job-1", 2, 3, 1, "one");
        run.disruptions.add(new Disruption.Killed(0, Run.at(2)));

        assertThat(run.findings().good()).isTrue();
        assertThat(run.findings().repeats()).isEqualTo(1);

        run.call("job-1", 3, 4, 1, "one");
        assertFinds(Kind.REPEATED);
    }

    @Test
    void aKillOfAnotherWorkerExcusesNothing() {
        run.call("job-1", 2, 3, 1, "one");
        run.disruptions.add(new Disruption.Killed(2, Run.at(2)));
        assertFinds(Kind.REPEATED);
    }

    @Test
    void aKillAfterTheEndWasWrittenDownExcusesNothing() {
        run.call("job-1", 2, 3, 1, "one");
        run.disruptions.add(new Disruption.Killed(0, Run.at(10)));
        assertFinds(Kind.REPEATED);
    }

    @Test
    void aLongPauseExcusesWhatWasInFlightWhenItBegan() {
        run.call("job-1", 2, 3, 1, "one");
        run.disruptions.add(new Disruption.Paused(0, Run.at(2), Run.at(40)));
        assertThat(run.findings().good()).isTrue();
    }

    @Test
    void aCutExcusesOnlyCallsWithoutAnAnswer() {
        run.call("job-1", 2, 4, 1, "one");
        run.disruptions.add(new Disruption.Cut(0, Run.at(8)));
        assertFinds(Kind.REPEATED);

        run.flights.set(
                0,
                new Flight(
                        0, "job-1", Run.at(1), Optional.empty(), run.flights.getFirst().answer()));
        assertThat(run.findings().good()).isTrue();
    }

    @Test
    void aCallForNoJobIsStrange() {
        run.journal("job-9", 2, "ok");
        assertFinds(Kind.STRANGE);
    }

    @Test
    void whatIsLeftInTheQueuesIsFound() {
        run.open = 1;
        assertFinds(Kind.LEFT_OVER);
    }

    @Test
    void aStreamMayBreakOff() {
        run.stream("job-", false);
        run.endOfStream("cancelled", "");
        assertFinds();
    }

    @Test
    void aStreamRepeatsNoChunk() {
        run.stream("job-job-", false);
        run.endOfStream("cancelled", "");
        assertFinds(Kind.WRONG_ANSWER);
    }

    @Test
    void aStreamThatCameToItsEndIsCompleted() {
        run.stream(Run.STREAMED, true);
        run.endOfStream("failed", "");
        assertFinds(Kind.TWO_ENDS);
    }

    @Test
    void aStreamedJobHasItsWholeAnswerAfterwards() {
        run.stream("job-", false);
        run.endOfStream("completed", "job-");
        assertFinds(Kind.WRONG_ANSWER);
    }
}
