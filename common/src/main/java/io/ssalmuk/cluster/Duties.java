package io.ssalmuk.cluster;

import java.time.Duration;
import java.util.UUID;

/** Work that one process of the cluster does at a time, under a lease that expires. */
public interface Duties {

    /** Takes or renews the duty; false while another holds it. */
    boolean hold(String duty, UUID holder, Duration lease);

    /** Lays the duty down, so that another need not wait for the lease to run out. */
    void lay(String duty, UUID holder);
}
