package io.ssalmuk.queue.rabbit;

import io.ssalmuk.queue.BrokerStateContract;
import io.ssalmuk.queue.FanoutContract;
import io.ssalmuk.queue.StreamsContract;
import io.ssalmuk.queue.TicketsContract;
import io.ssalmuk.queue.Wire;
import io.ssalmuk.testing.TestRabbit;
import org.junit.jupiter.api.AutoClose;

class RabbitQueueTest
        implements TicketsContract, FanoutContract, BrokerStateContract, StreamsContract {

    @AutoClose private final Wire wire = new RabbitWire(TestRabbit.newVhost());

    @Override
    public Wire wire() {
        return wire;
    }
}
