package io.ssalmuk.file;

/** There is no room for another file. */
public final class StoreFullException extends RuntimeException {

    public StoreFullException(Throwable cause) {
        super("the file store is full", cause);
    }
}
