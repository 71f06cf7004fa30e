package io.ssalmuk.testing;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL database that one test class has to itself. */
public record Database(String url, String user, String password) {

    /** Opens a new connection each time; pooling is the caller's matter. */
    public DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }
}
