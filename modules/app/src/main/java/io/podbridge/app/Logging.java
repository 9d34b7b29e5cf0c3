package io.podbridge.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The only place that knows which logging library there is. */
final class Logging {

    private Logging() {}

    /** Logs podbridge's own details; {@code PODBRIDGE_LOG_LEVEL} is for everything, see {@code conf/logback.xml}. */
    static void showDetails() {
        if (LoggerFactory.getLogger("io.podbridge") instanceof Logger logger) {
            logger.setLevel(Level.DEBUG);
        }
    }
}
