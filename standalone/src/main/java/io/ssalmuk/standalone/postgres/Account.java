package io.ssalmuk.standalone.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom the server runs. It refuses to run as root, so root gives it a way to be somebody else.
 *
 * @param prefix put before each command
 * @param owner who must own the data folder for that, or empty if whoever creates it
 */
record Account(List<String> prefix, String owner) {

    /** The user id that owns nothing on any Linux. */
    private static final String NOBODY = "65534";

    private static final Account OURSELVES = new Account(List.of(), "");

    /** In a user namespace of its own root is nobody, yet still the owner of its files. */
    private static final Account NAMESPACE = new Account(List.of("unshare", "--user"), "");

    /** Where user namespaces are forbidden, as in most containers. */
    private static final Account OTHER_USER =
            new Account(
                    List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
                    NOBODY + ":" + NOBODY);

    static Account unprivileged() {
        if (OURSELVES.isNotRoot()) {
            return OURSELVES;
        }
        if (NAMESPACE.isNotRoot()) {
            return NAMESPACE;
        }
        if (OTHER_USER.isNotRoot()) {
            return OTHER_USER;
        }
        throw new IllegalStateException(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here. "
                        + "Run ./ssalmuk up as another user.");
    }

    List<String> command(Path program, List<String> arguments) {
        var command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    private boolean isNotRoot() {
        try {
            var process =
                    new ProcessBuilder(command(Path.of("id"), List.of("-u")))
                            .redirectErrorStream(true)
                            .start();
            var answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .strip();
            return process.waitFor() == 0 && !answer.equals("0");
        } catch (IOException e) {
            return false; // No such program.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
