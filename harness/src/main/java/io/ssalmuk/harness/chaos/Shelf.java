package io.ssalmuk.harness.chaos;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Files that jobs name. Each is uploaded by one job and named by some that come after it, which
 * wait for it.
 */
final class Shelf {

    /** One in so many jobs names a file, */
    private static final int NAMING = 5;

    /** and one in so many brings one. */
    private static final int BRINGING = 50;

    /** Goes within the call. */
    private static final int SMALL = 20_000;

    /** Is uploaded to each project before it. */
    private static final int LARGE = 200_000;

    /** Between the two, in bytes. */
    static final String INLINE_LIMIT = "100KB";

    private final Map<Integer, CompletableFuture<String>> ids = new ConcurrentHashMap<>();

    static boolean names(int job) {
        return job % NAMING == 2;
    }

    static boolean brings(int job) {
        return job % BRINGING == 2;
    }

    static byte[] content(int job) {
        return new byte[job / BRINGING % 2 == 0 ? SMALL : LARGE];
    }

    private CompletableFuture<String> of(int job) {
        return ids.computeIfAbsent(job / BRINGING, _ -> new CompletableFuture<>());
    }

    void put(int job, String id) {
        of(job).complete(id);
    }

    long size() {
        return ids.values().stream().filter(CompletableFuture::isDone).count();
    }

    String idFor(int job) throws InterruptedException {
        try {
            return of(job).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
