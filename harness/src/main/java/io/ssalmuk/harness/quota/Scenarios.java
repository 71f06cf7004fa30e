package io.ssalmuk.harness.quota;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** All of them. */
final class Scenarios {

    private static final int PROJECTS = 10;
    private static final int PER_MINUTE = 15;

    /** Nothing in the way: each place is used again as soon as it comes free. */
    private static final double ALMOST_ALL = 0.98;

    /** A killed worker's permits are spent, and its successor needs some seconds to start. */
    private static final double WITH_KILLS = 0.95;

    /** A third of the workers is away for a fifth of the time. */
    private static final double WITH_A_PAUSE = 0;

    private static final int SHORT = 40;

    /** A hundred tokens, of which fifteen fill a minute. */
    private static final int LONG = 400;

    private static final int TOKENS = 1_500;

    private static final int PLENTY = 20;

    private static final int AMPLE = 100;

    /** The machine is slower than that. */
    private static final int UNBOUND = 10_000;

    private static final int ONE_A_SECOND = 60;

    private static final List<Integer> UNEQUAL = List.of(15, 3, 6, 9, 12, 18, 21, 24, 27, 15);

    private Scenarios() {}

    static List<Scenario> all(long seed) {
        var random = new Random(seed);
        var pool = Pool.even(PROJECTS, PER_MINUTE);
        return List.of(
                plain("1a-one-key", pool),
                plain("1b-two-keys", pool.withKeys(2)),
                new Backlog(
                        "1c-tokens-bind",
                        Pool.even(PROJECTS, 1_000).withTokens(TOKENS),
                        LONG,
                        Disturbance.none(),
                        ALMOST_ALL),
                plain("1d-unequal", new Pool(UNEQUAL, 1, 0)),
                killed(pool, random),
                paused(pool, random),
                new Burst("4-burst", pool),
                new SharedProject("5-shared", pool),
                new BadRequests("6-bad-requests", pool),
                new TooGenerous("7-generous", PROJECTS),
                new TooStrict("7-strict", PROJECTS),
                new RollingRestart("8-rolling", Pool.even(PLENTY, AMPLE)),
                new Newcomer("9-newcomer", Pool.even(PROJECTS, ONE_A_SECOND)),
                new Weights("9-weights", Pool.even(PROJECTS, ONE_A_SECOND)),
                new KeyOff("10-off", Pool.even(PROJECTS, ONE_A_SECOND)),
                new ClientLimit("10-limit", Pool.even(1, PER_MINUTE)),
                new Million("million", Pool.even(2, PER_MINUTE)),
                new Hooks("hooks", Pool.even(PLENTY, AMPLE), random),
                new HookPace("hooks-pace", Pool.even(PLENTY, UNBOUND), random),
                new HookNeighbour("hooks-neighbour", Pool.even(PLENTY, UNBOUND), random));
    }

    private static Scenario plain(String name, Pool pool) {
        return new Backlog(name, pool, SHORT, Disturbance.none(), ALMOST_ALL);
    }

    private static Scenario killed(Pool pool, RandomGenerator random) {
        var every = Duration.ofSeconds(20);
        return new Backlog("2-kills", pool, SHORT, Disturbance.kill(every, random), WITH_KILLS);
    }

    private static Scenario paused(Pool pool, RandomGenerator random) {
        var pause = Disturbance.pause(Duration.ofSeconds(50), Duration.ofSeconds(70), random);
        return new Backlog("3-pause", pool, SHORT, pause, WITH_A_PAUSE);
    }
}
