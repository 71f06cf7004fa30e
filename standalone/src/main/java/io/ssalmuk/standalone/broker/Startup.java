package io.ssalmuk.standalone.broker;

import java.util.concurrent.CompletableFuture;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.SystemConfig;

/** Learns how the start went; the launcher itself keeps a failure to its log. */
final class Startup extends DefaultSystemLauncherListener {

    private final CompletableFuture<SystemConfig<?>> system = new CompletableFuture<>();

    @Override
    public void onContainerResolve(SystemConfig<?> systemConfig) {
        system.complete(systemConfig);
    }

    @Override
    public void errorOnStartup(RuntimeException e) {
        system.obtrudeException(e);
    }

    /**
     * Keeps the broker from stopping by itself at a signal: the worker, which stops at the same
     * signal, still needs it to hand back what it has not begun.
     */
    void leaveStoppingToUs() {
        try {
            var hook =
                    Class.forName("org.apache.qpid.server.model.BrokerImpl")
                            .getDeclaredField("_shutdownHook");
            hook.setAccessible(true); // There is no setting for it.
            Runtime.getRuntime().removeShutdownHook((Thread) hook.get(broker()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This version of the broker hides its shutdown hook elsewhere", e);
        }
    }

    /** The port that the system gave. */
    int port() {
        return broker().getPorts().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The embedded broker has no port"))
                .getBoundPort();
    }

    private Broker<?> broker() {
        return (Broker<?>) system.join().getContainer();
    }
}
