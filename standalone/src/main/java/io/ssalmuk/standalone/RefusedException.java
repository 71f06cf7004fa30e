package io.ssalmuk.standalone;

/** Standalone does not start here, for a reason that its user can remove. */
final class RefusedException extends RuntimeException {
    RefusedException(String message) {
        super(message);
    }
}
