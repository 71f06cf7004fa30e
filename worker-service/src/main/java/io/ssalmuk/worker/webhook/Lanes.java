package io.ssalmuk.worker.webhook;

import io.ssalmuk.webhook.Deliveries.Room;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * How much this process has in flight, for each endpoint, each client and over all, and in which
 * lanes something may be due. A lane is named for its client, and what is behind a slash.
 */
final class Lanes {

    /** Failures in a row after which an endpoint is only tried. */
    private static final int PATIENCE = 10;

    /** What one that is only tried may hold: it may hang for as long as an attempt lasts. */
    private static final int TRIED = 2;

    /** No client gets more than this part of all, however many endpoints it has. */
    private static final int CLIENTS_PART = 2;

    /** Past it, what is known of idle endpoints is forgotten. */
    private static final int MOST_KNOWN = 10_000;

    private final int perLane;
    private final int perClient;
    private final int total;
    private final Map<String, Integer> lanes = new HashMap<>();
    private final Map<String, Integer> clients = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final LinkedHashSet<String> due = new LinkedHashSet<>();
    private int inFlight;

    Lanes(int perLane, int total) {
        this.perLane = perLane;
        this.perClient = Math.max(1, total / CLIENTS_PART);
        this.total = total;
    }

    /** Something may be due there. */
    synchronized void mark(Collection<String> marked) {
        due.addAll(marked);
    }

    /** Occupies room in lanes that may have something due, each in its turn. */
    synchronized List<Room> take() {
        var rooms = new ArrayList<Room>();
        for (var lane : List.copyOf(due)) {
            int room = Math.min(room(lane), share());
            if (room > 0) {
                due.remove(lane);
                occupy(lane, room);
                rooms.add(new Room(lane, room));
            }
        }
        return rooms;
    }

    /** So that many lanes with little in them are served at once. */
    private int share() {
        return Math.ceilDiv(total - inFlight, Math.max(1, due.size()));
    }

    private int room(String lane) {
        boolean onlyTried = failures.getOrDefault(lane, 0) >= PATIENCE;
        int most = onlyTried ? Math.min(TRIED, perLane) : perLane;
        return Math.min(
                most - lanes.getOrDefault(lane, 0),
                perClient - clients.getOrDefault(client(lane), 0));
    }

    private static String client(String lane) {
        int slash = lane.indexOf('/');
        return slash < 0 ? lane : lane.substring(0, slash);
    }

    private void occupy(String lane, int more) {
        inFlight += more;
        change(lanes, lane, more);
        change(clients, client(lane), more);
    }

    private static void change(Map<String, Integer> counts, String key, int more) {
        if (counts.merge(key, more, Integer::sum) == 0) {
            counts.remove(key);
        }
    }

    /** Gives back what was not needed of a room; one that was filled may have more to come. */
    synchronized void took(Room room, int count) {
        occupy(room.lane(), count - room.most());
        if (count == room.most()) {
            due.add(room.lane());
        }
    }

    /** An attempt has ended; answers whether its room is of use. */
    synchronized boolean done(String lane, boolean well) {
        occupy(lane, -1);
        if (well) {
            failures.remove(lane);
        } else {
            failures.merge(lane, 1, Integer::sum);
        }
        if (failures.size() > MOST_KNOWN) {
            failures.keySet().removeIf(each -> !lanes.containsKey(each));
        }
        return !due.isEmpty();
    }

    synchronized int inFlight() {
        return inFlight;
    }
}
