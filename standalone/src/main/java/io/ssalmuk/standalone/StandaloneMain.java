package io.ssalmuk.standalone;

/** Starts everything in one process. */
final class StandaloneMain {
    private StandaloneMain() {}

    static void main() {}
}
