package io.ssalmuk.api.health;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Holds up the stop until whoever sends requests here has seen that none must come any more. Spring
 * Boot's readiness goes down before this event, and everything else stops after it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Drain implements ApplicationListener<ContextClosedEvent> {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final ApplicationContext context;
    private final HealthProperties properties;
    private final AtomicBoolean stopping = new AtomicBoolean();

    Drain(ApplicationContext context, HealthProperties properties) {
        this.context = context;
        this.properties = properties;
    }

    boolean stopping() {
        return stopping.get();
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext().equals(context) && !stopping.getAndSet(true)) {
            sleep();
        }
    }

    private void sleep() {
        if (properties.drain().isPositive()) {
            log.info("stopping; requests are taken for another {}", properties.drain());
        }
        try {
            Thread.sleep(properties.drain());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
