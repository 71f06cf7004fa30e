package io.ssalmuk.harness.quota;

import java.util.Locale;

/** How the upstream counts its minutes. */
enum Window {
    SLIDING,
    FIXED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
