package io.ssalmuk.harness.proxy;

/** Sees what passes through one connection, each direction on a thread of its own. */
interface Wiretap {

    /** A tap for a new connection. */
    @FunctionalInterface
    interface Source {
        Wiretap tap();
    }

    /** On its way to the server. */
    void asked(byte[] bytes, int length);

    /** On its way back. */
    void answered(byte[] bytes, int length);

    /** Sees nothing. */
    static Wiretap blind() {
        return new Wiretap() {
            @Override
            public void asked(byte[] bytes, int length) {}

            @Override
            public void answered(byte[] bytes, int length) {}
        };
    }
}
