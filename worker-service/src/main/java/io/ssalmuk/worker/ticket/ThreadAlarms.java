package io.ssalmuk.worker.ticket;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

@Component
final class ThreadAlarms implements Alarms, DisposableBean {

    private final ScheduledThreadPoolExecutor timer;

    ThreadAlarms() {
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().daemon().name("ticket-flow").factory(),
                        // What is asked for after the end comes from threads that end as well.
                        new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Alarm in(Duration pause, Runnable action) {
        var future = timer.schedule(action, pause.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
