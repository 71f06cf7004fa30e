package io.ssalmuk.estimate;

/** How many pages a PDF shows at first sight; those in compressed objects are not seen. */
final class Pages {

    private static final String TYPE = "/Type";

    private Pages() {}

    static long count(byte[] pdf) {
        var file = Bytes.big(pdf);
        long pages = 0;
        for (int at = file.find(TYPE, 0); at >= 0; at = file.find(TYPE, at + 1)) {
            int value = at + TYPE.length() + (file.has(at + TYPE.length(), " ") ? 1 : 0);
            if (file.has(value, "/Page") && !file.has(value, "/Pages")) {
                pages++;
            }
        }
        return pages;
    }
}
