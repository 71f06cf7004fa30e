package io.ssalmuk.estimate;

/** How long audio lasts: a WAV file tells, of others the usual bit rate does. */
final class Sound {

    /** MP3 at 128 kbit/s. */
    private static final int MP3 = 16_000;

    /** Lossless, about half of a compact disc's. */
    private static final int FLAC = 80_000;

    /** Speech in AAC, Opus or Vorbis at 64 kbit/s. */
    private static final int OTHER = 8_000;

    private Sound() {}

    static double seconds(String type, long size, byte[] head) {
        var file = Bytes.little(head);
        long perSecond = file.has(0, "RIFF") && file.has(8, "WAVE") ? file.unsigned32(28) : 0;
        return (double) size / (perSecond > 0 ? perSecond : usual(type));
    }

    private static int usual(String type) {
        return switch (type.substring("audio/".length())) {
            case "mp3", "mpeg" -> MP3;
            case "flac", "x-flac", "aiff", "wav", "x-wav" -> FLAC;
            default -> OTHER;
        };
    }
}
