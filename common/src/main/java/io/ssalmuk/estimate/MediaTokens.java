package io.ssalmuk.estimate;

import java.util.Locale;

/**
 * Tokens of what is not text, by the rates of Google's page on tokens: 258 for each tile of 768 by
 * 768 pixels of an image, and for each page of a document; 32 for a second of audio; 263 for a
 * second of video, and its sound. How long or large something is, its first bytes may tell; else
 * its size does, by rates at the low end of what is common, so that rather too much is reserved.
 */
public final class MediaTokens {

    private static final int TILE = 258;
    private static final int TILE_PIXELS = 768;
    private static final int AUDIO_SECOND = 32;
    private static final int VIDEO_SECOND = 263 + AUDIO_SECOND;

    /** A photograph, compressed for the web, has a tile in about so many bytes. */
    private static final long TILE_BYTES = 200_000;

    /** Whatever the size, an image is scaled down before it is cut. */
    private static final long MOST_TILES = 16;

    /** A page of text with a few pictures. */
    private static final long PAGE_BYTES = 40_000;

    /** A megabit a second. */
    private static final long VIDEO_BYTES = 125_000;

    private MediaTokens() {}

    /**
     * The tokens of a part.
     *
     * @param size in bytes
     * @param head its first bytes, as many as there are at hand
     */
    public static long of(String mimeType, long size, byte[] head) {
        var type = mimeType.toLowerCase(Locale.ROOT);
        if (type.startsWith("image/")) {
            return TILE * tiles(size, head);
        }
        if (type.startsWith("audio/")) {
            return AUDIO_SECOND * seconds(Sound.seconds(type, size, head));
        }
        if (type.startsWith("video/")) {
            double told = Film.seconds(head);
            return VIDEO_SECOND * seconds(told > 0 ? told : (double) size / VIDEO_BYTES);
        }
        if (type.startsWith("application/pdf")) {
            long seen = Pages.count(head);
            return TILE * (seen > 0 ? seen : Math.ceilDiv(size, PAGE_BYTES));
        }
        return Math.max(1, TextTokens.ofBytes(size));
    }

    private static long tiles(long size, byte[] head) {
        var picture = Picture.of(head);
        long tiles =
                picture.known()
                        ? Math.ceilDiv(picture.width(), TILE_PIXELS)
                                * Math.ceilDiv(picture.height(), TILE_PIXELS)
                        : Math.ceilDiv(size, TILE_BYTES);
        return Math.clamp(tiles, 1, MOST_TILES);
    }

    private static long seconds(double seconds) {
        return Math.max(1, (long) Math.ceil(seconds));
    }
}
