package io.ssalmuk.worker.ticket;

import io.ssalmuk.worker.life.Life;
import java.util.UUID;

record FakeLife(UUID boot, boolean onDuty) implements Life {

    FakeLife() {
        this(new UUID(1, 1), false);
    }
}
