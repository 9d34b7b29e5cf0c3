package io.podbridge.core.provider;

import io.podbridge.core.config.SettingsReader;
import java.time.Duration;

/**
 * How the platform is called, block {@code podbridge.provider-calls}. Reasons and ranges are in
 * {@code conf/podbridge.conf}.
 *
 * @param createTimeout after which a create or update counts as unanswered
 * @param deleteMargin how much longer than its grace a delete may take
 * @param lookTimeout for status and list
 * @param pingTimeout for the question whether the platform answers at all
 * @param parallelism calls of one kind under way at once; more wait
 * @param maxOverdue calls of one kind that have not ended though they gave their place to others
 * @param pollInterval between two looks at all pods, where the platform does not push or only one replica reaches them
 * @param resyncInterval the same where it pushes and all do, to find what a push missed
 * @param lossDelay between a replica's end and the report that its containers are lost, so that its keeper has ended
 *     them
 */
public record ProviderSettings(
        Duration createTimeout,
        Duration deleteMargin,
        Duration lookTimeout,
        Duration pingTimeout,
        int parallelism,
        int maxOverdue,
        Duration pollInterval,
        Duration resyncInterval,
        Duration lossDelay) {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Reads the block; errors are in the reader. */
    public static ProviderSettings read(SettingsReader reader) {
        return new ProviderSettings(
                reader.duration("create-timeout", SECOND, HOUR),
                reader.duration("delete-margin", SECOND, HOUR),
                reader.duration("look-timeout", SECOND, Duration.ofMinutes(10)),
                reader.duration("ping-timeout", Duration.ofMillis(100), Duration.ofMinutes(10)),
                reader.integer("parallelism", 1, 10_000),
                reader.integer("max-overdue", 1, 100_000),
                reader.duration("poll-interval", Duration.ofMillis(100), Duration.ofMinutes(10)),
                reader.duration("resync-interval", SECOND, HOUR),
                reader.duration("loss-delay", Duration.ZERO, Duration.ofMinutes(10)));
    }
}
