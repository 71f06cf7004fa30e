package io.ssalmuk.secret;

/** Reads signing secrets: only a process with the master key has it. */
public interface SigningOpener {
    SigningSecret open(SealedSecret secret);
}
