package io.podbridge.core.streams;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Joins two streams that are run by different people: what goes into its sink comes out of its source. Holds at most
 * {@code room} bytes and one chunk; whoever puts in more waits. One writer, one reader; thread-safe.
 */
public final class Pipe {
    private final long room;
    private final IntConsumer taken;
    private final Deque<ByteString> chunks = new ArrayDeque<>();
    private final CompletableFuture<Done> abandoned = new CompletableFuture<>();
    private long size;
    private Optional<End> end = Optional.empty();
    private Optional<CompletableFuture<Done>> writer = Optional.empty();
    private Optional<CompletableFuture<Optional<ByteString>>> reader = Optional.empty();

    /** How it ended; with a failure, if there was one. */
    private record End(Optional<Throwable> failure) {}

    /** An empty one. */
    public Pipe(long room) {
        this(room, bytes -> {});
    }

    /** An empty one; {@code taken} hears of each chunk that the reader takes, in bytes. It must not block. */
    public Pipe(long room, IntConsumer taken) {
        this.room = room;
        this.taken = taken;
    }

    /** Puts a chunk in; completes when there is room for more. Once nobody reads any more it is dropped. */
    public CompletionStage<Done> put(ByteString chunk) {
        synchronized (this) {
            if (end.isEmpty() && !chunk.isEmpty()) {
                chunks.add(chunk);
                size += chunk.size();
            }
        }
        serve();
        synchronized (this) {
            if (size < room || end.isPresent()) {
                return CompletableFuture.completedFuture(Done.done());
            }
            var waiting = new CompletableFuture<Done>();
            writer = Optional.of(waiting);
            return waiting;
        }
    }

    /** Nothing more is put in; what is there is still read. */
    public void complete() {
        end(new End(Optional.empty()), false);
    }

    /** Whoever reads learns of this failure, at once; not if the pipe had ended before. */
    public void fail(Throwable failure) {
        end(new End(Optional.of(failure)), true);
    }

    /** Nobody reads any more. */
    public void abandon() {
        end(new End(Optional.empty()), true);
        abandoned.complete(Done.done());
    }

    /** Completes when nobody reads any more, be it at the end or before. */
    public CompletionStage<Done> abandoned() {
        return abandoned.minimalCompletionStage();
    }

    private void end(End how, boolean atOnce) {
        synchronized (this) {
            boolean first = end.isEmpty();
            end = first ? Optional.of(how) : end;
            if (atOnce && (first || how.failure().isEmpty())) {
                chunks.clear();
                size = 0;
            }
        }
        serve();
    }

    private CompletionStage<Optional<ByteString>> next() {
        var asked = new CompletableFuture<Optional<ByteString>>();
        synchronized (this) {
            reader = Optional.of(asked);
        }
        serve();
        return asked;
    }

    /** Answers outside of the lock: what hangs on an answer may come back here. */
    private void serve() {
        Optional<ByteString> chunk;
        Optional<CompletableFuture<Optional<ByteString>>> asked;
        Optional<CompletableFuture<Done>> waiting = Optional.empty();
        Optional<Throwable> failure;
        synchronized (this) {
            boolean answer = reader.isPresent() && (!chunks.isEmpty() || end.isPresent());
            asked = answer ? reader : Optional.empty();
            reader = answer ? Optional.empty() : reader;
            chunk = answer ? Optional.ofNullable(chunks.poll()) : Optional.empty();
            size -= chunk.map(ByteString::size).orElse(0);
            failure = end.flatMap(End::failure);
            if (size < room || end.isPresent()) {
                waiting = writer;
                writer = Optional.empty();
            }
        }
        chunk.ifPresent(bytes -> taken.accept(bytes.size()));
        if (chunk.isEmpty() && failure.isPresent()) {
            asked.ifPresent(reply -> reply.completeExceptionally(failure.orElseThrow()));
        } else {
            asked.ifPresent(reply -> reply.complete(chunk));
        }
        waiting.ifPresent(reply -> reply.complete(Done.done()));
    }

    /** What goes in; its end, or failure, is the pipe's. */
    public Sink<ByteString, NotUsed> sink() {
        return Flow.of(ByteString.class).mapAsync(1, this::put).to(Sink.onComplete(how -> {
            if (how.isSuccess()) {
                complete();
            } else {
                fail(how.failed().get());
            }
        }));
    }

    /** What comes out. */
    public Source<ByteString, NotUsed> source() {
        return Source.unfoldResourceAsync(() -> CompletableFuture.completedFuture(this), Pipe::next, pipe -> {
            pipe.abandon();
            return CompletableFuture.completedFuture(Done.done());
        });
    }
}
