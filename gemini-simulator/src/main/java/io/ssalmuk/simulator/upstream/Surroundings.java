package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.answer.AnswerWriter;
import io.ssalmuk.simulator.catalogue.Catalogue;
import io.ssalmuk.simulator.clock.Pauser;
import io.ssalmuk.simulator.fault.FaultPlan;
import io.ssalmuk.simulator.files.FileShelf;
import io.ssalmuk.simulator.journal.BodyLog;
import io.ssalmuk.simulator.journal.CallLog;
import io.ssalmuk.simulator.project.Projects;
import io.ssalmuk.simulator.quota.QuotaBook;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Everything that the routes need; one of each per simulator. The random generator is safe for
 * threads.
 */
public record Surroundings(
        InstantSource clock,
        Pauser pauser,
        RandomGenerator random,
        Projects projects,
        QuotaBook quotas,
        Catalogue catalogue,
        FaultPlan faults,
        FileShelf files,
        AnswerWriter writer,
        CallLog calls,
        BodyLog bodies,
        AtomicReference<Pace> pace) {}
