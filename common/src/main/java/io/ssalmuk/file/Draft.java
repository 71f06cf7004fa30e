package io.ssalmuk.file;

/** A content that has arrived whole, and is nobody's yet. */
public interface Draft extends AutoCloseable {

    ContentHash hash();

    long size();

    /** Its first bytes, by which its type may be told. */
    byte[] head();

    /** Drops it, unless it was kept. */
    @Override
    void close();
}
