package io.ssalmuk.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenRatioTest {

    private static TokenRatio after(int calls, double ratio) {
        var known = TokenRatio.NONE;
        for (int n = 0; n < calls; n++) {
            known = known.with(1, ratio, 0);
        }
        return known;
    }

    @Test
    void aFewCallsTellNothing() {
        assertThat(after(7, 2).factor()).isEqualTo(1);
        assertThat(after(8, 2).factor()).isEqualTo(2);
    }

    @Test
    void callsThatAreAllAlikeAreForeseenExactly() {
        assertThat(after(50, 0.8).factor()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void oddFiguresAreBounded() {
        assertThat(after(50, 100).factor()).isEqualTo(4);
        assertThat(after(50, 0.001).factor()).isEqualTo(0.25);
    }

    @Test
    void whatIsNewReplacesWhatIsOld() {
        var known = after(50, 1).with(60, 2, 0);

        assertThat(known.mean()).isCloseTo(2, within(0.01));
    }

    @Test
    void ofCallsThatVaryFewAreCountedAsMoreThanReserved() {
        var random = new Random(7);
        var known = TokenRatio.NONE;
        int under = 0;
        for (int n = 0; n < 2_000; n++) {
            double ratio = 1 + 0.2 * random.nextGaussian();
            under += n > 100 && ratio > known.factor() ? 1 : 0;
            known = known.with(1, ratio, 0);
        }

        assertThat(under).isLessThan(2_000 * 8 / 100);
        assertThat(known.factor()).isBetween(1.1, 1.7);
    }
}
