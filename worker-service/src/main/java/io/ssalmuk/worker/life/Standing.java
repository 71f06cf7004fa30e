package io.ssalmuk.worker.life;

import org.springframework.context.SmartLifecycle;

/** A component that is a loop: it starts and stops with the process. */
public interface Standing extends SmartLifecycle {

    StandingLoop loop();

    @Override
    default void start() {
        loop().start();
    }

    @Override
    default void stop() {
        loop().stop();
    }

    @Override
    default boolean isRunning() {
        return loop().isRunning();
    }
}
