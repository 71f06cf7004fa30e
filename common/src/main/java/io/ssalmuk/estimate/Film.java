package io.ssalmuk.estimate;

/** How long a film lasts, if the movie header of an MP4 or QuickTime file is among its bytes. */
final class Film {

    private Film() {}

    /** Zero if that is not told. */
    static double seconds(byte[] head) {
        var file = Bytes.big(head);
        int header = file.find("mvhd", 0);
        if (header < 0 || file.unsigned8(header + 4) != 0) {
            return 0;
        }
        long perSecond = file.unsigned32(header + 16);
        return perSecond == 0 ? 0 : (double) file.unsigned32(header + 20) / perSecond;
    }
}
