package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers on which connection a thing was declared, so that a replaced broker gets it again. What
 * was noted of an older connection counts for nothing, however late the note was made.
 */
final class OncePerConnection {

    private final Map<String, Connection> declared = new ConcurrentHashMap<>();

    void declare(String name, Channel channel, Declaration declaration) throws IOException {
        var connection = channel.getConnection();
        if (!connection.equals(declared.get(name))) {
            declaration.on(channel);
            declared.put(name, connection);
        }
    }

    void forget(String name) {
        declared.remove(name);
    }

    /** What makes the thing; making it twice does no harm. */
    interface Declaration {
        void on(Channel channel) throws IOException;
    }
}
