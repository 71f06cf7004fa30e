package io.ssalmuk.pool;

import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Google projects, as the administrator sees and changes them. */
public interface Projects {

    /** A page by id, after this one; without those that were removed or merged. */
    List<Project> list(long after, int most);

    Optional<Project> find(ProjectId id);

    Optional<Project> named(String name);

    /** With the buckets of all models. A removed project of this name comes back as it was. */
    Change create(String name, Tier tier, boolean simulated, Actor actor);

    /** What is empty stays as it is. Turning it on also ends its stop and its buckets' rests. */
    Change change(ProjectId id, Wish wish, Actor actor);

    /** With its keys. Its account is kept, for Google's goes on too. */
    boolean remove(ProjectId id, Actor actor);

    /** What is to be changed. */
    record Wish(Optional<String> name, Optional<Tier> tier, Optional<Boolean> active) {}

    /** How a change can end. */
    sealed interface Change {
        record Done(Project project) implements Change {}

        record NameTaken() implements Change {}

        record Unknown() implements Change {}
    }

    /**
     * A project.
     *
     * @param number Google's own, once an error told it
     * @param stopped why it may call nothing, if so
     */
    record Project(
            ProjectId id,
            String name,
            Tier tier,
            boolean active,
            boolean simulated,
            @Nullable String number,
            @Nullable String stopped,
            int keys,
            int activeKeys,
            Instant createdAt) {}
}
