package io.ssalmuk.queue;

class InMemoryBrokerTest
        implements TicketsContract, FanoutContract, BrokerStateContract, StreamsContract {

    private final Wire wire = new InMemoryBroker().connect();

    @Override
    public Wire wire() {
        return wire;
    }
}
