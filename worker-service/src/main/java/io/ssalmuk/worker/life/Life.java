package io.ssalmuk.worker.life;

import java.util.UUID;

/** Under which name this process holds jobs now. */
public interface Life {

    /** Changes when the cluster took this process for dead and it was only asleep. */
    UUID boot();

    /** Makes sure of a boot. False when it is dead: {@link #boot} has another by then. */
    boolean lives(UUID boot);

    /** Whether this process has the cluster's housekeeping to do. */
    boolean onDuty();
}
