package io.ssalmuk.worker.attachment;

import io.ssalmuk.file.UpstreamCopies;
import io.ssalmuk.file.UpstreamCopies.Copy;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.MissingFile;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copies that a call was made with, and what it means when Google does not find one. */
record UsedCopies(UpstreamCopies copies, ProjectId project, Collection<Copy> used, Body body) {

    private static final Logger log = LoggerFactory.getLogger(UsedCopies.class);

    /** A client may name files at Google itself; those are none of our business. */
    private static final Pattern NAMES_OTHERS = Pattern.compile("\"file_?[uU]ri\"");

    /** A vanished copy is no fault of the request: it is uploaded again, and attempts count. */
    CallOutcome judged(CallOutcome outcome) {
        if (outcome instanceof CallOutcome.Refused(var error) && MissingFile.isMeantBy(error)) {
            var missing = missing(error);
            missing.forEach(this::forget);
            return missing.isEmpty() ? outcome : new CallOutcome.Trouble(error, true);
        }
        return outcome;
    }

    private void forget(Copy copy) {
        log.info("{} has vanished from project {}", copy.name(), project.value());
        copies.forget(project, copy);
    }

    private List<Copy> missing(JobError error) {
        var named = used.stream().filter(copy -> names(error, copy)).toList();
        boolean onlyOurs = named.isEmpty() && !NAMES_OTHERS.matcher(body.text()).find();
        return onlyOurs ? List.copyOf(used) : named;
    }

    private static boolean names(JobError error, Copy copy) {
        var id = copy.name().substring(copy.name().lastIndexOf('/') + 1);
        return Pattern.compile("\\b" + Pattern.quote(id) + "\\b").matcher(error.message()).find();
    }
}
