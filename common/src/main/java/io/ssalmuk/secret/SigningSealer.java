package io.ssalmuk.secret;

/** Stores signing secrets, and cannot read them back. */
public interface SigningSealer {
    SealedSecret seal(SigningSecret secret);
}
