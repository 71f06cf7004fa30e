package io.ssalmuk.secret;

/** The private half of the key ring: only a process with the master key has it. */
public interface KeyOpener {
    GeminiKey open(SealedKey key);
}
