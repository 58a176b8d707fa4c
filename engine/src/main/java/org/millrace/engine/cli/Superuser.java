package org.millrace.engine.cli;

import org.millrace.gateway.settings.GatewaySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the program from running as root where strangers can reach it. */
final class Superuser {
    static final String OPTION = "--allow-root";

    private static final Logger LOG = LoggerFactory.getLogger(Superuser.class);
    private static final String ROOT = "root";

    private Superuser() {}

    /**
     * Looks at who runs this process.
     *
     * @throws IllegalArgumentException if that is root, nobody said that it may be, and a listener is not a loopback address
     */
    static void check(GatewaySettings gateway, boolean isAllowed) {
        check(ProcessHandle.current().info().user().orElse(""), gateway.isLocal(), isAllowed);
    }

    static void check(String user, boolean isLocal, boolean isAllowed) {
        if (!user.equals(ROOT)) {
            return;
        }
        if (!isLocal && !isAllowed) {
            throw new IllegalArgumentException(
                    "root, expected a user of its own where others can reach a listener; " + OPTION + " does without");
        }
        LOG.warn("runs as root: any other user is safer");
    }
}
