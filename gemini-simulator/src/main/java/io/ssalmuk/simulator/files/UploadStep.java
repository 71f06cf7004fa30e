package io.ssalmuk.simulator.files;

import io.ssalmuk.simulator.refusal.Refusal;

/** What came of one step of an upload. */
public sealed interface UploadStep {
    record Continued(long received) implements UploadStep {}

    record Finished(StoredFile file) implements UploadStep {}

    record Cancelled() implements UploadStep {}

    record Broken(Refusal refusal) implements UploadStep {}
}
