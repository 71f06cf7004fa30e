package io.ssalmuk.webhook;

import java.util.Collection;
import java.util.function.Consumer;

/** Says that there is something to deliver. */
public interface DeliveryCalls {

    /** From here on this process delivers, and is told of lanes that have something due. */
    void answer(Consumer<Collection<String>> deliverer);

    /** Calls whoever delivers; returns at once. */
    void call();
}
