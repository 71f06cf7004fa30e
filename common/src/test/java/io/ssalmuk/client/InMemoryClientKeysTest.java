package io.ssalmuk.client;

import java.time.InstantSource;

final class InMemoryClientKeysTest implements ClientKeysContract {

    private final ClientKeys keys = new InMemoryClientKeys(InstantSource.system());

    @Override
    public ClientKeys keys() {
        return keys;
    }
}
