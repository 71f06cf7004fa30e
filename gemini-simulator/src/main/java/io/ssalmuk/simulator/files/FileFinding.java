package io.ssalmuk.simulator.files;

import io.ssalmuk.simulator.refusal.Refusal;

/** What came of looking for a file. */
public sealed interface FileFinding {
    record Found(StoredFile file) implements FileFinding {}

    record Withheld(Refusal refusal) implements FileFinding {}
}
