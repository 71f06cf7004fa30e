package io.ssalmuk.api.health;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How this instance is.
 *
 * @param status up; degraded: jobs are accepted, and run when the broker is back; stopping: it
 *     takes requests for a moment, and whoever has a choice should send them elsewhere; or down
 */
record Health(String status, String database, String broker) {

    private static final String UP = "up";
    private static final String DOWN = "down";

    /** Whatever it is otherwise, it will not be here for long. */
    Health stopping() {
        return new Health("stopping", database, broker);
    }

    static Health of(boolean database, boolean broker) {
        var status = database ? (broker ? UP : "degraded") : DOWN;
        return new Health(status, database ? UP : DOWN, broker ? UP : DOWN);
    }

    /** Jobs can be accepted without the broker, but not without the database. */
    @JsonIgnore
    boolean accepting() {
        return status.equals(UP) || status.equals("degraded");
    }
}
