package io.ssalmuk.worker.attachment;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Finds where in a body its files belong. */
final class Placeholders {

    private static final byte[] BEGINNING =
            ("\"" + JobFile.MEMBER + "\":\"").getBytes(StandardCharsets.US_ASCII);

    private Placeholders() {}

    /** Whether there may be files; only the job's row says whether they are ours. */
    static boolean mayBeIn(Body body) {
        return indexOf(body.bytes(), BEGINNING, 0) >= 0;
    }

    private record Place(int from, int to, JobFile file) {}

    /** The body in pieces, each placeholder replaced; what else looks like one stays. */
    static FilledBody fill(
            Body body, Collection<JobFile> files, Function<JobFile, List<Piece>> content) {
        var pieces = new ArrayList<Piece>();
        int from = 0;
        for (var place : places(body.bytes(), files)) {
            pieces.add(new Piece.Bytes(body.bytes(), from, place.from()));
            pieces.addAll(content.apply(place.file()));
            from = place.to();
        }
        pieces.add(new Piece.Bytes(body.bytes(), from, body.bytes().length));
        return new FilledBody(pieces);
    }

    private static List<Place> places(byte[] body, Collection<JobFile> files) {
        return files.stream()
                .map(file -> place(body, file))
                .sorted(Comparator.comparingInt(Place::from))
                .toList();
    }

    /** In the order in which they stand. */
    static List<JobFile> inOrder(Body body, Collection<JobFile> files) {
        return places(body.bytes(), files).stream().map(Place::file).toList();
    }

    private static Place place(byte[] body, JobFile file) {
        var placeholder = file.placeholder();
        int at = indexOf(body, placeholder, 0);
        if (at < 0) {
            throw new IllegalStateException("the body has no place for " + file.marker());
        }
        return new Place(at, at + placeholder.length, file);
    }

    private static int indexOf(byte[] body, byte[] text, int from) {
        for (int at = from; at <= body.length - text.length; at++) {
            if (body[at] == text[0]
                    && Arrays.equals(body, at, at + text.length, text, 0, text.length)) {
                return at;
            }
        }
        return -1;
    }
}
