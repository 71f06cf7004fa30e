package io.ssalmuk.api.models;

import io.ssalmuk.api.submit.OfferedModel;
import io.ssalmuk.quota.BucketRoom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as clients see it. A figure that is null is unlimited.
 *
 * @param aliases its other names
 * @param bucket by which its quota is counted; models with the same one share it
 * @param projects how many may use it
 */
record ModelDocument(
        String name,
        List<String> aliases,
        String bucket,
        List<String> methods,
        Limits limits,
        Room room,
        int projects) {

    /** What all projects may do together. */
    record Limits(
            @Nullable Long requestsPerMinute,
            @Nullable Long inputTokensPerMinute,
            @Nullable Long requestsPerDay) {}

    /** What is left of it: at once, and of the Pacific day. */
    record Room(@Nullable Long requestsNow, @Nullable Long requestsToday) {}

    static ModelDocument of(OfferedModel model, BucketRoom room) {
        return new ModelDocument(
                model.name(),
                model.aliases(),
                model.bucket(),
                model.methods(),
                new Limits(room.rpm(), room.tpm(), room.rpd()),
                new Room(room.now(), room.today()),
                room.projects());
    }
}
