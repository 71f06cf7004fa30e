package io.ssalmuk.api.forecast;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Lineup;
import io.ssalmuk.job.Lineup.Group;
import io.ssalmuk.job.Lineups.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Who is served before whom: those that somebody waits for first; within a lane tickets as they
 * were placed; and of those without a ticket, clients in turn, as their weights say.
 */
final class Order {

    private final List<Group> groups;
    private final Lineup lineup;

    /**
     * What goes before a job.
     *
     * @param units requests that they count as
     */
    record Ahead(double jobs, double units) {

        static final Ahead NOBODY = new Ahead(0, 0);

        Ahead and(Group group, double some) {
            return some <= 0
                    ? this
                    : new Ahead(jobs + some, units + some * group.units() / group.jobs());
        }

        /** So many more that are alike. */
        Ahead plus(double more, int each) {
            return new Ahead(jobs + more, units + more * each);
        }
    }

    Order(Lineup lineup, Joined joined) {
        this.lineup = lineup;
        this.groups = new ArrayList<>();
        var sums = new HashMap<>(joined.sums());
        for (var group : lineup.groups()) {
            var more = sums.remove(new Joined.Key(group.lane(), group.client()));
            groups.add(more == null ? group : grown(group, more));
        }
        sums.forEach((key, sum) -> groups.add(grown(nobody(key.lane(), key.client()), sum)));
    }

    private static Group nobody(Lane lane, ClientId client) {
        return new Group(lane, client, 1, 0, 0, 0, 0, 0, List.of());
    }

    /** As long as none of a client's jobs waits for a ticket, the next ones get one at once. */
    private static Group grown(Group group, Joined.Sum more) {
        double tickets =
                group.waiting() > 0
                        ? 0
                        : Math.clamp(
                                Admissions.CLIENT_TICKETS - group.ahead(), 0, (double) more.jobs());
        return new Group(
                group.lane(),
                group.client(),
                group.weight(),
                group.ahead() + tickets,
                group.waiting() + more.jobs() - tickets,
                group.units() + more.units(),
                group.tokens() + more.tokens(),
                group.step(),
                group.marks());
    }

    private Group of(Lane lane, ClientId client) {
        return groups.stream()
                .filter(group -> group.lane() == lane && group.client().equals(client))
                .findFirst()
                .orElseGet(() -> nobody(lane, client));
    }

    /** Whether a job that was accepted just now was there already when the line-up was read. */
    boolean has(JobRequest job) {
        var marks = of(job.lane(), job.client()).marks();
        return !marks.isEmpty() && marks.getLast().compareTo(job.id()) >= 0;
    }

    /** What goes before the next job of a client, if that has so many more before it. */
    Ahead ofNext(Lane lane, ClientId client, double more, int each) {
        var own = of(lane, client);
        double before = own.jobs() + more;
        boolean ticket = own.waiting() == 0 && before < Admissions.CLIENT_TICKETS;
        var ahead = urgent(lane, Ahead.NOBODY.and(own, own.jobs()).plus(more, each));
        return others(ahead, own, ticket ? 0 : before);
    }

    /** What goes before a job that has been waiting. */
    Ahead of(Spot spot, JobId job) {
        var lane = spot.line().lane();
        if (spot.tickets()) {
            return tickets(spot, urgent(lane, Ahead.NOBODY));
        }
        var own = of(lane, spot.client());
        double before = own.ahead() + own.before(job);
        return others(urgent(lane, Ahead.NOBODY.and(own, before)), own, before);
    }

    private Ahead urgent(Lane lane, Ahead ahead) {
        var all = ahead;
        for (var group : groups) {
            if (lane == Lane.BULK && group.lane() == Lane.INTERACTIVE) {
                all = all.and(group, group.jobs());
            }
        }
        return all;
    }

    private Ahead tickets(Spot spot, Ahead ahead) {
        var marks = lineup.tickets().getOrDefault(spot.line().lane(), List.of());
        long passed = marks.stream().filter(mark -> mark.isBefore(spot.placedAt())).count();
        // Where there was no ticket yet, it came since, behind those that did.
        double part = marks.isEmpty() ? 1 : (double) passed / marks.size();
        var all = ahead;
        for (var group : groups) {
            if (group.lane() == spot.line().lane()) {
                boolean itself = marks.isEmpty() && group.client().equals(spot.client());
                all = all.and(group, group.ahead() * part - (itself ? 1 : 0));
            }
        }
        return all;
    }

    /**
     * While one client has so many served, each other has its share, and first what has tickets.
     */
    private Ahead others(Ahead ahead, Group own, double before) {
        var all = ahead;
        for (var group : groups) {
            if (group.lane() == own.lane() && !group.client().equals(own.client())) {
                double turn = before * group.weight() / own.weight();
                all = all.and(group, Math.min(group.jobs(), Math.max(group.ahead(), turn)));
            }
        }
        return all;
    }

    double jobs() {
        return groups.stream().mapToDouble(Group::jobs).sum();
    }

    /** Tokens of a call, on the average of all that wait and this one more. */
    double tokens(double moreUnits, double moreTokens) {
        double units = moreUnits + groups.stream().mapToDouble(Group::units).sum();
        double tokens = moreTokens + groups.stream().mapToDouble(Group::tokens).sum();
        return units == 0 ? 1 : Math.max(1, tokens / units);
    }
}
