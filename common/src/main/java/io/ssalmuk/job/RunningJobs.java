package io.ssalmuk.job;

import java.util.Map;

/** What workers have in hand. */
public interface RunningJobs {

    /** How many jobs of each line are claimed; lines without any are left out. */
    Map<Line, Long> perLine();
}
