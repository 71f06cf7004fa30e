package io.ssalmuk.api.stream;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.ReplyAddress;
import io.ssalmuk.queue.StreamChunks;
import io.ssalmuk.queue.StreamListener;
import io.ssalmuk.queue.StreamMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The streams that are open on this instance. It ends them before the web server waits for its last
 * requests.
 */
@Component
final class StreamDesk implements StreamListener, SmartLifecycle {

    private final Map<JobId, OpenStream> streams = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean dismissed = new AtomicBoolean();
    private final ReplyAddress address;
    private final long most;

    StreamDesk(StreamChunks chunks, StreamProperties properties) {
        this.most = properties.buffer().toBytes();
        this.address = chunks.listen(this);
    }

    ReplyAddress address() {
        return address;
    }

    /** Before the job is accepted: its first chunk may come at once. */
    OpenStream open(JobId job) {
        var stream = new OpenStream(job, most);
        streams.put(job, stream);
        if (dismissed.get()) {
            stream.dismiss();
        }
        return stream;
    }

    void close(OpenStream stream) {
        streams.remove(stream.job(), stream);
    }

    /** How many are open. */
    int count() {
        return streams.size();
    }

    @Override
    public void arrived(StreamMessage message) {
        var stream = streams.get(message.job());
        if (stream != null) {
            stream.arrived(message);
        }
    }

    @Override
    public void interrupted() {
        streams.values().forEach(OpenStream::interrupted);
    }

    @Override
    public void start() {
        running.set(true);
    }

    @Override
    public void stop() {
        running.set(false);
        dismissed.set(true);
        streams.values().forEach(OpenStream::dismiss);
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }
}
