package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HoldTest {

    private final Hold hold = new Hold();

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    @Test
    void anInterruptReachesAWait() throws InterruptedException {
        boolean cut =
                hold.waiting(() -> {
                    hold.interrupt();
                    return interrupted();
                });
        assertThat(cut).isTrue();
    }

    @Test
    void whatFollowsAWaitIsNotCut() throws InterruptedException {
        hold.waiting(() -> {
            hold.interrupt();
            return "";
        });
        assertThat(interrupted()).isFalse();
    }

    @Test
    void anInterruptInBetweenWaitsForTheNextWait() {
        hold.interrupt();
        assertThat(interrupted()).isFalse();
        assertThatThrownBy(() -> hold.waiting(() -> "")).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> hold.calling(() -> "")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void theGentleInterruptSparesACallButNotTheWaitAfterIt() throws InterruptedException {
        boolean cut =
                hold.calling(() -> {
                    hold.interruptUnlessCalling();
                    return interrupted();
                });
        assertThat(cut).isFalse();
        assertThatThrownBy(() -> hold.waiting(() -> "")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void theGentleInterruptLetsACallBegin() throws InterruptedException {
        hold.interruptUnlessCalling();

        assertThat(hold.calling(HoldTest::interrupted)).isFalse();
    }

    @Test
    void aCallIsCutByTheOther() throws InterruptedException {
        boolean cut =
                hold.calling(() -> {
                    hold.interrupt();
                    return interrupted();
                });
        assertThat(cut).isTrue();
    }

    @Test
    void whatIsShelteredWithinACallIsNotCutAndTheCallIsAfterwards() throws InterruptedException {
        boolean cut =
                hold.calling(() -> {
                    boolean inside =
                            hold.sheltered(() -> {
                                hold.interrupt();
                                return interrupted();
                            });
                    assertThat(inside).isFalse();
                    return interrupted();
                });
        assertThat(cut).isTrue();
    }

    @Test
    void anInterruptThatCameBeforeTheShelterWaitsOutside() throws InterruptedException {
        boolean cut =
                hold.calling(() -> {
                    hold.interrupt();
                    assertThat(hold.<Boolean>sheltered(HoldTest::interrupted)).isFalse();
                    return interrupted();
                });
        assertThat(cut).isTrue();
    }

    @Test
    void theGentleInterruptSparesACallThatIsSheltered() throws InterruptedException {
        boolean cut =
                hold.calling(() -> {
                    hold.sheltered(() -> {
                        hold.interruptUnlessCalling();
                        return "";
                    });
                    return interrupted();
                });
        assertThat(cut).isFalse();
    }

    @Test
    void aCancelledHoldSaysSo() throws InterruptedException {
        assertThat(hold.isCancelled()).isFalse();
        boolean cut =
                hold.calling(() -> {
                    hold.cancel();
                    return interrupted();
                });
        assertThat(cut).isTrue();
        assertThat(hold.isCancelled()).isTrue();
    }

    @Test
    void theGentleInterruptEndsAWait() throws InterruptedException {
        boolean cut =
                hold.waiting(() -> {
                    hold.interruptUnlessCalling();
                    return interrupted();
                });
        assertThat(cut).isTrue();
    }
}
