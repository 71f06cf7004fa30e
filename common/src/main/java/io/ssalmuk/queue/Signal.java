package io.ssalmuk.queue;

/** What processes tell each other; each may be lost, and a slow sweep makes up for it. */
public sealed interface Signal {

    /** Jobs wait to be admitted, or room for more has come free. */
    record WorkWaiting() implements Signal {}

    /** A bucket may have more to grant than was thought. */
    record CapacityChanged() implements Signal {}

    /** Contents were deleted that Google has copies of. */
    record FilesDeleted() implements Signal {}
}
