package io.ssalmuk.offence;

import com.rabbitmq.client.Channel;
import io.ssalmuk.client.ClientSecret;
import io.ssalmuk.secret.GeminiKey;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Logger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Breaks every rule, so that a test can see that each one is seen. */
@Component
public final class Offender {

    private final Channel channel;
    private final JdbcClient jdbc;

    public Offender(Channel channel, JdbcClient jdbc) {
        this.channel = channel;
        this.jdbc = jdbc;
    }

    void offend(Statement statement, ClientSecret client, GeminiKey key) throws SQLException {
        Logger.getAnonymousLogger().info(client.reveal() + key + channel + jdbc);
        statement.execute("SELECT 1");
    }
}
