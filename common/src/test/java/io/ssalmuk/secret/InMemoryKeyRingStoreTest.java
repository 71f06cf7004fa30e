package io.ssalmuk.secret;

class InMemoryKeyRingStoreTest implements KeyRingStoreContract {

    private final KeyRingStore store = new InMemoryKeyRingStore();

    @Override
    public KeyRingStore store() {
        return store;
    }
}
