package io.ssalmuk.api.models;

import io.ssalmuk.quota.BucketRoom;

/** What the projects have together, as of a moment ago. */
public interface Rooms {

    /** {@link BucketRoom#NONE} for a bucket that no project has. */
    BucketRoom of(String bucket);
}
