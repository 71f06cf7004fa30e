package io.ssalmuk.setting;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A sentence that begins with a setting's name is for the operator; the stack trace is not. */
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeException> {

    private static final Pattern SETTING =
            Pattern.compile(
                    "(SSALMUK_|GOOGLE_API_KEYS|GEMINI_|MAX_CONCURRENT|ssalmuk\\.).*",
                    Pattern.DOTALL);

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, RuntimeException cause) {
        for (Throwable thrown = cause; thrown != null; thrown = thrown.getCause()) {
            var message = thrown.getMessage();
            if (message != null && SETTING.matcher(message).matches()) {
                return new FailureAnalysis(
                        message, "Correct the setting; docs/configuration.md describes it.", root);
            }
        }
        return null;
    }
}
