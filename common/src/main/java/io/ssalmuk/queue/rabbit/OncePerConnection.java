package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers on which connection a thing was declared, so that a replaced broker gets it again. What
 * was noted of an older connection counts for nothing, however late the note was made.
 */
final class OncePerConnection {

    private final Map<String, Connection> declared = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * One at a time: a quorum queue refuses messages until it has elected its leader. The first
     * declaration is answered after that, a second one that overtakes it before.
     */
    void declare(String name, Channel channel, Declaration declaration) throws IOException {
        var connection = channel.getConnection();
        if (connection.equals(declared.get(name))) {
            return;
        }
        lock.lock();
        try {
            if (!connection.equals(declared.get(name))) {
                declaration.on(channel);
                declared.put(name, connection);
            }
        } finally {
            lock.unlock();
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
