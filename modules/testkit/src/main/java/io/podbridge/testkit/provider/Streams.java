package io.podbridge.testkit.provider;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/** Runs streams for tests, which fail if one does not end. */
public final class Streams implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final int CHUNK = 10_000;

    private final ActorSystem system = ActorSystem.create("streams");

    /** What they run in. */
    public ActorSystem system() {
        return system;
    }

    /** All that comes out of the source. */
    public CompletionStage<ByteString> collect(Source<ByteString, NotUsed> source) {
        return source.runWith(collecting(), system);
    }

    /** A sink that keeps everything. */
    public static Sink<ByteString, CompletionStage<ByteString>> collecting() {
        return Sink.fold(new ByteStringBuilder(), ByteStringBuilder::append)
                .mapMaterializedValue(built -> built.thenApply(ByteStringBuilder::result));
    }

    /** Sends this, and that there is no more. */
    public void send(ByteString bytes, Sink<ByteString, NotUsed> sink) {
        Source.from(cut(bytes)).runWith(sink, system);
    }

    /** Sends this; more might come. */
    public void sendAndStayOpen(ByteString bytes, Sink<ByteString, NotUsed> sink) {
        Source.single(bytes).concat(Source.never()).runWith(sink, system);
    }

    /** In pieces, as they come from a network. */
    public static List<ByteString> cut(ByteString bytes) {
        return IntStream.iterate(0, from -> from < bytes.size(), from -> from + CHUNK)
                .mapToObj(from -> bytes.slice(from, Math.min(bytes.size(), from + CHUNK)))
                .toList();
    }

    /** The same bytes each time, which no one else sends. */
    public static ByteString random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return ByteString.fromArrayUnsafe(bytes);
    }

    /** What must come. */
    public static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("it must come", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        system.terminate();
        get(system.getWhenTerminated());
    }
}
