package io.ssalmuk.worker.webhook;

/** Posts letters. */
interface Courier {

    /** Returns within the timeout of an attempt, whatever the receiver does. */
    Receipt post(Letter letter) throws InterruptedException;
}
