package io.ssalmuk.worker.attachment;

import io.ssalmuk.file.Contents;
import io.ssalmuk.file.FileStore;
import io.ssalmuk.file.UpstreamCopies;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobFiles;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.OutgoingBody;
import io.ssalmuk.worker.permit.PermitGate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Files of jobs as they lie in the store. */
@Component
final class StoredAttachments implements Attachments {

    private static final Logger log = LoggerFactory.getLogger(StoredAttachments.class);

    private final JobFiles files;
    private final CopyDesk desk;
    private final Shelf shelf;
    private final Permits permits;
    private final AttachmentProperties properties;

    /** Jobs in hand that have files; most have none, and nothing is asked for them. */
    private final Set<JobId> withFiles = ConcurrentHashMap.newKeySet();

    StoredAttachments(
            JobFiles files,
            CopyDesk desk,
            Shelf shelf,
            Permits permits,
            AttachmentProperties properties) {
        this.files = files;
        this.desk = desk;
        this.shelf = shelf;
        this.permits = permits;
        this.properties = properties;
    }

    /** Where contents lie, here and at Google, and who is told when they go. */
    @Component
    record Shelf(FileStore store, Contents contents, UpstreamCopies copies, Signals signals) {}

    /** What becomes of a permit while a call is prepared. */
    @Component
    record Permits(QuotaLedger ledger, PermitGate gate) {}

    @Override
    public Prepared prepare(Claim claim, Permit permit, GeminiKey key, Breaks breaks)
            throws InterruptedException {
        if (!Placeholders.mayBeIn(claim.request())) {
            return asItIs(claim, permit);
        }
        var named = files.of(claim.job());
        if (named.isEmpty()) {
            return asItIs(claim, permit);
        }
        withFiles.add(claim.job());
        if (!named.stream().allMatch(file -> shelf.store().holds(file.hash()))) {
            return new Prepared.Ended(missing());
        }
        var place = new PlaceKeeper(permits.ledger(), permits.gate(), permit, System::nanoTime);
        return filled(
                new Filling(claim.request(), named, properties),
                new Preparation(permit, key, place, breaks));
    }

    private static Prepared asItIs(Claim claim, Permit permit) {
        return new Prepared.Ready(
                permit, OutgoingBody.of(claim.request()), UnaryOperator.identity());
    }

    /** Another worker may see it. */
    private static CallOutcome missing() {
        return new CallOutcome.Trouble(
                new JobError(
                        "FILE_LOST",
                        null,
                        "The file's content is not in the worker's SSALMUK_FILES folder, which must"
                                + " be the API's"),
                false);
    }

    private record Preparation(Permit permit, GeminiKey key, PlaceKeeper place, Breaks breaks) {}

    private Prepared filled(Filling filling, Preparation call) throws InterruptedException {
        var project = call.permit().project();
        for (var file : filling.toUpload()) {
            var wanted = Filling.wanted(file, project);
            var errand = new CopyDesk.Errand(wanted, call.key(), call.place(), call.breaks());
            switch (desk.find(file, errand)) {
                case CopyFinding.Found(var copy) -> filling.put(file, copy);
                case CopyFinding.PlaceLost _ -> {
                    return new Prepared.PlaceLost();
                }
                case CopyFinding.Ended(var outcome) -> {
                    return new Prepared.Ended(outcome);
                }
            }
        }
        return call.place()
                .current()
                .<Prepared>map(permit ->
                        new Prepared.Ready(
                                permit,
                                filling.filled(shelf.store()),
                                filling.judging(shelf.copies(), project)))
                .orElseGet(Prepared.PlaceLost::new);
    }

    @Override
    public void leave(JobId job) {
        if (!withFiles.remove(job)) {
            return;
        }
        try {
            files.release(job)
                    .forEach(hash -> {
                        switch (shelf.contents().collect(hash)) {
                            case IN_USE, GONE -> {}
                            case GONE_WITH_COPIES ->
                                    shelf.signals().send(new Signal.FilesDeleted());
                        }
                    });
        } catch (DataAccessException | TransactionException e) {
            log.info("job {}: its files are let go later: {}", job, e.getMessage());
        }
    }
}
