package io.ssalmuk.estimate;

/** The size of an image, if its header tells: of PNG, GIF, WebP and JPEG. */
record Picture(long width, long height) {

    private static final Picture UNKNOWN = new Picture(0, 0);

    boolean known() {
        return width > 0 && height > 0;
    }

    static Picture of(byte[] head) {
        var big = Bytes.big(head);
        var little = Bytes.little(head);
        if (big.has(12, "IHDR")) {
            return new Picture(big.unsigned32(16), big.unsigned32(20));
        }
        if (big.has(0, "GIF8")) {
            return new Picture(little.unsigned16(6), little.unsigned16(8));
        }
        if (big.has(8, "WEBP")) {
            return webp(little);
        }
        return big.unsigned16(0) == 0xFFD8 ? jpeg(big) : UNKNOWN;
    }

    private static Picture webp(Bytes file) {
        if (file.has(12, "VP8X")) {
            return new Picture(1 + bits24(file, 24), 1 + bits24(file, 27));
        }
        if (file.has(12, "VP8 ")) {
            return new Picture(file.unsigned16(26) & 0x3FFF, file.unsigned16(28) & 0x3FFF);
        }
        long both = file.unsigned32(21); // Lossless: twice fourteen bits.
        return new Picture(1 + (both & 0x3FFF), 1 + (both >> 14 & 0x3FFF));
    }

    private static long bits24(Bytes file, int at) {
        return file.unsigned16(at) | (long) file.unsigned8(at + 2) << 16;
    }

    /** From marker to marker, until the one that begins a frame. */
    private static Picture jpeg(Bytes file) {
        int at = 2;
        while (file.unsigned8(at) == 0xFF) {
            int marker = file.unsigned8(at + 1);
            if (marker >= 0xC0
                    && marker <= 0xCF
                    && marker != 0xC4
                    && marker != 0xC8
                    && marker != 0xCC) {
                return new Picture(file.unsigned16(at + 7), file.unsigned16(at + 5));
            }
            at += 2 + Math.max(2, file.unsigned16(at + 2));
        }
        return UNKNOWN;
    }
}
