package io.podbridge.provider.simulated;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.streams.LogOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Shows a made-up log. */
final class SimulatedLogSource {
    /** How soon somebody who follows learns of a line, or of the container's end. */
    private static final long LOOK_MILLIS = 100;

    private final LogOptions options;
    private final Clock clock;
    private final Supplier<CompletionStage<Outcome<SimulatedLog>>> look;

    private SimulatedLogSource(LogOptions options, Clock clock, Supplier<CompletionStage<Outcome<SimulatedLog>>> look) {
        this.options = options;
        this.clock = clock;
        this.look = look;
    }

    /** What the options ask for; {@code look} gives the log as it is later. */
    static Source<ByteString, NotUsed> of(
            SimulatedLog log, LogOptions options, Clock clock, Supplier<CompletionStage<Outcome<SimulatedLog>>> look) {
        var source = new SimulatedLogSource(options, clock, look);
        Instant now = clock.instant();
        long first = log.first(options, now);
        Source<SimulatedLog.Line, NotUsed> lines = options.follow()
                ? Source.unfoldAsync(first, number -> source.next(log, number))
                : Source.fromJavaStream(
                        () -> LongStream.range(first, log.count(now)).mapToObj(log::line));
        return source.limited(
                lines.filter(source::wanted).map(line -> ByteString.fromString(line.shown(options.timestamps()))));
    }

    private boolean wanted(SimulatedLog.Line line) {
        return SimulatedLog.wanted(line, options.stream())
                && options.since().filter(line.time()::isBefore).isEmpty();
    }

    private CompletionStage<Optional<Pair<Long, SimulatedLog.Line>>> next(SimulatedLog log, long number) {
        if (number < log.count(clock.instant())) {
            return CompletableFuture.completedFuture(Optional.of(Pair.create(number + 1, log.line(number))));
        }
        if (log.end().isPresent()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return CompletableFuture.supplyAsync(
                        look, CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS))
                .thenCompose(looked -> looked)
                .thenCompose(outcome -> outcome instanceof Outcome.Success<SimulatedLog>(var current)
                                && current.start().equals(log.start())
                        ? next(current, number)
                        : CompletableFuture.completedFuture(Optional.empty()));
    }

    private Source<ByteString, NotUsed> limited(Source<ByteString, NotUsed> lines) {
        if (options.limitBytes().isEmpty()) {
            return lines;
        }
        long limit = options.limitBytes().getAsLong();
        return lines.statefulMap(
                        () -> limit,
                        (left, line) -> Pair.create(
                                left - Math.min(left, line.size()), line.take((int) Math.min(left, line.size()))),
                        left -> Optional.empty())
                .takeWhile(line -> !line.isEmpty());
    }
}
