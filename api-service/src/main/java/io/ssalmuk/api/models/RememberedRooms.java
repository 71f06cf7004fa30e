package io.ssalmuk.api.models;

import io.ssalmuk.api.memo.Memo;
import io.ssalmuk.quota.BucketRoom;
import io.ssalmuk.quota.QuotaView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
final class RememberedRooms implements Rooms {

    /** Every client may ask as often as it likes, so that asking must cost next to nothing. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final Memo<Boolean, Map<String, BucketRoom>> rooms;

    RememberedRooms(QuotaView view, InstantSource clock) {
        this.rooms = new Memo<>(_ -> view.rooms(), REMEMBERED, clock);
    }

    @Override
    public BucketRoom of(String bucket) {
        return rooms.get(true).getOrDefault(bucket, BucketRoom.NONE);
    }
}
