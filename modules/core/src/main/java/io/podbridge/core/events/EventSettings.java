package io.podbridge.core.events;

import java.time.Duration;

/**
 * How many Kubernetes Events a replica writes.
 *
 * @param normalRate writes of Normal events per second, in the long run
 * @param normalBurst how many of them may be written at once after a quiet time
 * @param warningRate writes of Warning events per second, in the long run
 * @param warningBurst how many of them may be written at once after a quiet time
 * @param queue how many events may wait for the API server, those under way included; beyond that the oldest Normal
 *     ones are dropped first
 * @param correlationWindow within which the same event about the same object is counted up instead of written anew
 * @param correlated how many different events are remembered for that
 * @param maxBackoff the longest pause between two attempts while the API server does not answer
 */
public record EventSettings(
        double normalRate,
        int normalBurst,
        double warningRate,
        int warningBurst,
        int queue,
        Duration correlationWindow,
        int correlated,
        Duration maxBackoff) {}
