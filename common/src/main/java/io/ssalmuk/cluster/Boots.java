package io.ssalmuk.cluster;

import java.time.Duration;
import java.util.UUID;

/** Which worker boots are alive: each says so, and one that has not for a while is buried. */
public interface Boots {

    void born(UUID boot, String name);

    /** False when the boot was buried meanwhile: the worker slept, and starts a new life. */
    boolean beat(UUID boot);

    void gone(UUID boot);

    /** Buries every boot that was silent for this long; returns how many. */
    int bury(Duration silent);

    /** How many boots were heard of within this time. */
    int alive(Duration silent);
}
