package io.ssalmuk.worker.attachment;

import io.ssalmuk.file.UpstreamCopies.Copy;
import io.ssalmuk.worker.gemini.CallOutcome;

/** How getting a copy of a file at Google can end. */
sealed interface CopyFinding {

    record Found(Copy copy) implements CopyFinding {}

    /** The place of the call was lost while somebody else was waited for. */
    record PlaceLost() implements CopyFinding {}

    record Ended(CallOutcome outcome) implements CopyFinding {}
}
