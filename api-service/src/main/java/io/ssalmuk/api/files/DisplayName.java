package io.ssalmuk.api.files;

import java.util.regex.Pattern;

/** What a client's file is called here: a name to look at, never a path. */
final class DisplayName {

    /** In characters as people count them; as much as file systems take. */
    private static final int MOST = 255;

    private static final int LONGEST_EXTENSION = 16;

    private static final String NAMELESS = "file";

    /**
     * What is not to be seen, and what turns a line's direction so that a name reads as another.
     * The joiners within emoji stay.
     */
    private static final Pattern UNSEEN =
            Pattern.compile(
                    "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private DisplayName() {}

    static String of(String given) {
        var name = UNSEEN.matcher(lastOf(given)).replaceAll("").strip();
        return name.isEmpty() || name.equals(".") || name.equals("..") ? NAMELESS : shortened(name);
    }

    /** Of a path, as some browsers send it. */
    private static String lastOf(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The extension stays: it says what the file is. */
    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= MOST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        var extension =
                dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
        int stem = MOST - extension.codePointCount(0, extension.length());
        return name.substring(0, name.offsetByCodePoints(0, stem)) + extension;
    }
}
