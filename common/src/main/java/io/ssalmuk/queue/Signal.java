package io.ssalmuk.queue;

import io.ssalmuk.job.JobId;

/** What processes tell each other; each may be lost, and a slow sweep makes up for it. */
public sealed interface Signal {

    /** Jobs wait to be admitted, or room for more has come free. */
    record WorkWaiting() implements Signal {}

    /** A bucket may have more to grant than was thought. */
    record CapacityChanged() implements Signal {}

    /** Some of what a bucket had granted came back: those who wait for it may ask again. */
    record PermitFreed(String bucket) implements Signal {}

    /** Contents were deleted that Google has copies of. */
    record FilesDeleted() implements Signal {}

    /** Events wait to be delivered to somebody's webhook. */
    record WebhooksDue() implements Signal {}

    /** Nobody wants this job's answer any more; whoever works on it stops. */
    record Cancel(JobId job) implements Signal {}
}
