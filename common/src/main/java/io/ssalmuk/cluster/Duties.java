package io.ssalmuk.cluster;

import java.time.Duration;
import java.util.UUID;

/** Work that one process of the cluster does at a time, under a lease that expires. */
public interface Duties {

    /** Takes or renews the duty; false while another holds it. */
    boolean hold(String duty, UUID holder, Duration lease);

    /**
     * In one breath: says that a boot lives, and, if it does, takes or renews the duty for it. An
     * idle process does hardly anything else.
     */
    Shift beat(UUID boot, String duty, Duration lease);

    /**
     * How a boot stands.
     *
     * @param lives false when it was buried meanwhile
     * @param onDuty whether it has the duty
     */
    record Shift(boolean lives, boolean onDuty) {}

    /** Lays the duty down, so that another need not wait for the lease to run out. */
    void lay(String duty, UUID holder);
}
