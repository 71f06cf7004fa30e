package io.ssalmuk.client;

import java.util.UUID;

/** Whose job it is. */
public record ClientId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
