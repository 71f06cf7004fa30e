package io.ssalmuk.api.limit;

import io.ssalmuk.client.ClientId;
import java.util.OptionalLong;

/** Counts what clients do within windows, for all API processes together. */
public interface ClientMeters {

    /**
     * Takes one of those that a client has in this window.
     *
     * @return what is left; empty if none was
     */
    OptionalLong take(ClientId client, Window window, long limit);

    /** One that was taken is not needed after all. */
    void giveBack(ClientId client, Window window, long limit);
}
