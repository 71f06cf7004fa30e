package io.ssalmuk.api.problem;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells a PostgreSQL that is away from a statement that is wrong. */
public final class Outage {

    private Outage() {}

    public static boolean isBehind(Throwable failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof TransactionException;
    }

    public static Refused refusal() {
        return Refused.unavailable(
                "The database is away, so nothing can be accepted or looked up; try again in a few"
                        + " seconds.");
    }
}
