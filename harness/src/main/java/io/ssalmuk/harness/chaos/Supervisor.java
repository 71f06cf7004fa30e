package io.ssalmuk.harness.chaos;

import io.ssalmuk.harness.process.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts processes again that ended by themselves, as systemd or Compose would. */
final class Supervisor implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final List<ServiceProcess> all;
    private final Set<ServiceProcess> meantToBeDown = ConcurrentHashMap.newKeySet();
    private final AtomicInteger restarts = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread thread = Thread.ofVirtual().name("supervisor").unstarted(this::watch);

    Supervisor(List<ServiceProcess> all) {
        this.all = all;
        thread.start();
    }

    /** Kills it, and starts it again after a while. */
    void kill(ServiceProcess process, Duration back) throws InterruptedException {
        meantToBeDown.add(process);
        try {
            process.kill();
            Thread.sleep(back);
            process.start();
        } finally {
            meantToBeDown.remove(process);
        }
    }

    private void watch() {
        try {
            while (!ended.get()) {
                Thread.sleep(EVERY);
                all.stream()
                        .filter(process -> !meantToBeDown.contains(process) && !process.isAlive())
                        .forEach(this::restart);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart(ServiceProcess process) {
        System.out.println(
                "a service ended by itself and is started again:\n" + process.lastOutput());
        restarts.incrementAndGet();
        process.start();
    }

    /** How often one had ended that nobody had killed. */
    int restarts() {
        return restarts.get();
    }

    @Override
    public void close() {
        ended.set(true);
        thread.interrupt();
    }
}
