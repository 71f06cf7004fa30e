package io.ssalmuk.simulator.fault;

import io.ssalmuk.simulator.fault.FaultPlan.Victim;

/** Whom a fault hits: a project, a model or bucket, a key's name; {@code *} stands for any. */
public record FaultTarget(String project, String model, String key) {
    private static final String ANY = "*";

    public static final FaultTarget EVERYONE = new FaultTarget(ANY, ANY, ANY);

    public static FaultTarget project(String id) {
        return new FaultTarget(id, ANY, ANY);
    }

    public static FaultTarget model(String nameOrBucket) {
        return new FaultTarget(ANY, nameOrBucket, ANY);
    }

    public static FaultTarget key(String name) {
        return new FaultTarget(ANY, ANY, name);
    }

    boolean includes(Victim victim) {
        return meets(project, victim.project())
                && (meets(model, victim.model()) || meets(model, victim.bucket()))
                && meets(key, victim.key());
    }

    private static boolean meets(String pattern, String name) {
        return pattern.equals(ANY) || pattern.equals(name);
    }
}
