package io.ssalmuk.api.problem;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
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
                || failure instanceof TransactionException
                || isHungUp(failure);
    }

    /** Hibernate does not know every way in which PostgreSQL says that it ends. */
    private static boolean isHungUp(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && isHungUp(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Classes 08 (connection), 53 (resources), 57 (operator intervention), 58 (system). */
    private static boolean isHungUp(@Nullable String state) {
        return state != null && state.matches("(08|53|57|58)\\w{3}");
    }

    public static Refused refusal() {
        return Refused.unavailable(
                "The database is away or overloaded, so nothing can be accepted or looked up; try again"
                        + " in a few seconds.");
    }
}
