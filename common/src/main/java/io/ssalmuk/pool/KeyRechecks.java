package io.ssalmuk.pool;

import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.secret.SealedKey;
import java.util.List;

/** Quarantined keys, which are looked at again, at growing intervals. */
public interface KeyRechecks {

    /** Those whose time has come, and puts them off so that nobody else looks meanwhile. */
    List<DueKey> due(int most);

    /** The key works again, and with it those that were quarantined with all of its project. */
    int works(KeyId key);

    /** It does not. */
    void refused(KeyId key, String reason);

    /** A key to look at. */
    record DueKey(KeyId id, ProjectId project, SealedKey key) {}
}
