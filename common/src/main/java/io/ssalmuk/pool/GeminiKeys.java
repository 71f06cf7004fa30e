package io.ssalmuk.pool;

import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.SealedKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gemini keys, as the administrator sees and changes them: by name, never in clear. */
public interface GeminiKeys {

    /** A page by id, after this one. */
    List<StoredKey> list(Optional<ProjectId> project, long after, int most);

    /**
     * All or none; each is active in its project then, and projects are made as needed, of this
     * tier. A key that is known moves there and, unless it is quarantined, is active again.
     *
     * @return empty when a project of that name is not of the kind that is in use: simulated or
     *     real
     */
    List<StoredKey> add(List<NewKey> keys, Tier tier, Actor actor);

    /** What is empty stays as it is. Empty when there is no such key, or no such project. */
    Optional<StoredKey> change(KeyId id, Wish wish, Actor actor);

    boolean remove(KeyId id, Actor actor);

    /** A key on its way in; its project is named. */
    record NewKey(String project, String name, SealedKey key) {}

    /** What is to be changed; turning a key on ends its quarantine too. */
    record Wish(Optional<String> name, Optional<ProjectId> project, Optional<Boolean> active) {}

    /**
     * A key, without the key.
     *
     * @param hint the beginning of its fingerprint, by which it can be told from others
     * @param state active, disabled or quarantined
     * @param reason why it is quarantined
     * @param recheckAt when it is looked at again
     */
    record StoredKey(
            KeyId id,
            String name,
            String hint,
            ProjectId projectId,
            String project,
            String state,
            @Nullable String reason,
            @Nullable Instant recheckAt,
            Instant createdAt) {}
}
