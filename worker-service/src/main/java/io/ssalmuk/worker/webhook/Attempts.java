package io.ssalmuk.worker.webhook;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.Jobs;
import io.ssalmuk.webhook.Deliveries.Due;
import io.ssalmuk.webhook.Deliveries.Settled;
import io.ssalmuk.webhook.Deliveries.Target;
import io.ssalmuk.webhook.Deliveries.Verdict;
import io.ssalmuk.webhook.HookRules;
import io.ssalmuk.webhook.HookUrl;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** One attempt to deliver, from the event to what becomes of it. */
@Component
final class Attempts {

    private static final int GONE = 410;

    /** A receiver that asks for more than this is asked again all the same. */
    private static final Duration LONGEST_REST = Duration.ofHours(24);

    private final Courier courier;
    private final Signer signer;
    private final Jobs jobs;
    private final HookRules rules;
    private final DeliveryProperties properties;
    private final Schedule schedule;
    private final RandomGenerator random;

    @Autowired
    Attempts(AttemptParts parts, DeliveryProperties properties) {
        this(parts, properties, RandomGenerator.getDefault());
    }

    Attempts(AttemptParts parts, DeliveryProperties properties, RandomGenerator random) {
        this.courier = parts.courier();
        this.signer = parts.signer();
        this.jobs = parts.jobs();
        this.rules = parts.rules();
        this.properties = properties;
        this.schedule = Schedule.parse(properties.schedule());
        this.random = random;
    }

    /** What an attempt needs. */
    @Component
    record AttemptParts(Courier courier, Signer signer, Jobs jobs, HookRules rules) {}

    /**
     * How an attempt ended.
     *
     * @param disable why its endpoint is to be turned off, if it is
     */
    record Ended(Settled settled, Optional<String> disable) {}

    Ended make(Due due) throws InterruptedException {
        long start = System.nanoTime();
        var target = due.target();
        if (target.isEmpty()) {
            return givenUp(due, start, "its endpoint was deleted or is not active", null);
        }
        return switch (rules.read(target.get().url())) {
            case HookRules.Reading.Bad(var why) -> givenUp(due, start, "refused: it " + why, null);
            case HookRules.Reading.Good(var url) -> post(due, target.get(), url, start);
        };
    }

    private Ended post(Due due, Target target, HookUrl url, long start)
            throws InterruptedException {
        var body = EventBody.write(due, properties.publicUrl(), answer(due, target));
        var signatures = signer.sign(target.secrets(), due.id(), due.now(), body);
        var letter = new Letter(url, due.id(), due.now(), signatures, body);
        return switch (courier.post(letter)) {
            case Receipt.Answered(var code, var rest) -> answered(due, start, code, rest);
            case Receipt.Refused(var why) -> givenUp(due, start, "refused: it " + why, null);
            case Receipt.Silent(var why) -> failed(due, start, why, null, Duration.ZERO);
        };
    }

    private Optional<Body> answer(Due due, Target target) {
        return target.wholeResult()
                ? jobs.find(due.job(), due.client()).map(Job::result)
                : Optional.empty();
    }

    private Ended answered(Due due, long start, int code, Optional<Duration> rest) {
        if (code / 100 == 2) {
            return ended(due, start, new Verdict.Delivered(), code, null);
        }
        if (code == GONE) {
            var gone = "it answered 410 Gone";
            return new Ended(givenUp(due, start, gone, code).settled(), Optional.of(gone));
        }
        var why =
                "it answered " + code + (code / 100 == 3 ? ", and redirects are not followed" : "");
        return failed(due, start, why, code, rest.orElse(Duration.ZERO));
    }

    private Ended failed(Due due, long start, String why, @Nullable Integer code, Duration rest) {
        var failingFor = due.target().flatMap(Target::failingFor).orElse(Duration.ZERO);
        if (failingFor.compareTo(properties.disableAfter()) > 0) {
            var reason =
                    "nothing could be delivered for %d hours; the last time %s"
                            .formatted(failingFor.toHours(), why);
            return new Ended(givenUp(due, start, why, code).settled(), Optional.of(reason));
        }
        return schedule.after(due.attempt(), random)
                .map(pause -> again(due, start, new Verdict.Again(longer(pause, rest)), code, why))
                .orElseGet(() -> givenUp(due, start, why, code));
    }

    private static Duration longer(Duration pause, Duration rest) {
        var wish = rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
        return pause.compareTo(wish) < 0 ? wish : pause;
    }

    private static Ended again(
            Due due, long start, Verdict verdict, @Nullable Integer code, String why) {
        return ended(due, start, verdict, code, why);
    }

    private static Ended givenUp(Due due, long start, String why, @Nullable Integer code) {
        return ended(due, start, new Verdict.GivenUp(), code, why);
    }

    private static Ended ended(
            Due due, long start, Verdict verdict, @Nullable Integer code, @Nullable String why) {
        var took = Duration.ofNanos(System.nanoTime() - start);
        return new Ended(new Settled(due, verdict, code, why, took), Optional.empty());
    }
}
