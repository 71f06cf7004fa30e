package io.ssalmuk.worker.webhook;

import java.util.ArrayList;
import java.util.List;

/** Answers what the test wants. */
final class FakeCourier implements Courier {

    private final List<Letter> posted = new ArrayList<>();
    private Receipt next = new Receipt.Silent("nothing was said");

    void answers(Receipt receipt) {
        next = receipt;
    }

    List<Letter> posted() {
        return posted;
    }

    @Override
    public Receipt post(Letter letter) {
        posted.add(letter);
        return next;
    }
}
