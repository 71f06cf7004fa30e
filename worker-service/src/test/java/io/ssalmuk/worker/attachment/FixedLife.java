package io.ssalmuk.worker.attachment;

import io.ssalmuk.worker.life.Life;
import java.util.UUID;

record FixedLife(UUID boot, boolean onDuty) implements Life {

    @Override
    public boolean lives(UUID one) {
        return one.equals(boot);
    }
}
