package io.ssalmuk.simulator.fault;

/** A fault to come: for whom, how likely on each call, and how many times at most. */
public record FaultOrder(Fault fault, FaultTarget target, double rate, int times) {
    private static final int NO_END = Integer.MAX_VALUE;

    public FaultOrder {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("A fault's rate lies from 0 to 1; got " + rate);
        }
        if (times < 1) {
            throw new IllegalArgumentException("A fault comes at least once; got times=" + times);
        }
    }

    public static FaultOrder next(Fault fault, int times) {
        return new FaultOrder(fault, FaultTarget.EVERYONE, 1, times);
    }

    public static FaultOrder rate(Fault fault, double rate) {
        return new FaultOrder(fault, FaultTarget.EVERYONE, rate, NO_END);
    }

    public FaultOrder at(FaultTarget narrower) {
        return new FaultOrder(fault, narrower, rate, times);
    }
}
