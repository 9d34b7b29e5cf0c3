package io.podbridge.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The only place that knows which logging library there is. */
public final class Logging {

    private Logging() {}

    /** Logs to this file instead of standard error, where the demo speaks to people. */
    public static void toFile(Path file) {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.detachAndStopAllAppenders();
            root.addAppender(appender(root.getLoggerContext(), file));
        }
    }

    private static FileAppender<ILoggingEvent> appender(LoggerContext context, Path file) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d %-5level %logger{0} - %msg%n");
        encoder.start();
        var appender = new FileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    /** Logs podbridge's own details; {@code PODBRIDGE_LOG_LEVEL} is for everything, see {@code conf/logback.xml}. */
    static void showDetails() {
        if (LoggerFactory.getLogger("io.podbridge") instanceof Logger logger) {
            logger.setLevel(Level.DEBUG);
        }
    }
}
