package io.podbridge.core.provider;

import java.time.Duration;

/**
 * How the platform is called.
 *
 * @param createTimeout after which a create or update counts as unanswered
 * @param deleteMargin how much longer than its grace a delete may take
 * @param lookTimeout for status, list and ping
 * @param parallelism calls of one kind under way at once; more wait
 * @param pollInterval between two looks at all pods, where the platform does not push
 * @param resyncInterval the same where it does, to find what a push missed
 * @param lossDelay between a replica's end and the report that its containers are lost, so that its keeper has ended
 *     them
 */
public record ProviderSettings(
        Duration createTimeout,
        Duration deleteMargin,
        Duration lookTimeout,
        int parallelism,
        Duration pollInterval,
        Duration resyncInterval,
        Duration lossDelay) {}
