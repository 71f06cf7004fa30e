package io.ssalmuk.api.submit;

/** Says that jobs wait for their tickets. Returns at once. */
@FunctionalInterface
public interface WaitingWork {

    void workWaits();
}
