package io.ssalmuk.api.health;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How this instance is.
 *
 * @param status up; degraded: jobs are accepted, and run when the broker is back; or down
 */
record Health(String status, String database, String broker) {

    private static final String UP = "up";
    private static final String DOWN = "down";

    static Health of(boolean database, boolean broker) {
        var status = database ? (broker ? UP : "degraded") : DOWN;
        return new Health(status, database ? UP : DOWN, broker ? UP : DOWN);
    }

    /** Jobs can be accepted without the broker, but not without the database. */
    @JsonIgnore
    boolean accepting() {
        return database.equals(UP);
    }
}
