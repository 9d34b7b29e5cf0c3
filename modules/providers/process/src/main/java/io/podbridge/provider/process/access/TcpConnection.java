package io.podbridge.provider.process.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * A connection to a port of this machine, as a stream. Each side ends for itself; it is closed once both have ended, or
 * as soon as one fails or is cancelled. No thread waits for it.
 */
public final class TcpConnection {
    private static final int CHUNK = 64 * 1024;

    private final AsynchronousSocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    private boolean readEnded;
    private boolean writeEnded;

    private TcpConnection(AsynchronousSocketChannel channel) {
        this.channel = channel;
    }

    /** Connects; fails with an {@link IOException} that says why if nobody listens. */
    public static CompletionStage<Flow<ByteString, ByteString, NotUsed>> open(int port) {
        try {
            var channel = AsynchronousSocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            return TcpConnection.<Void>call((none, handler) -> channel.connect(address, none, handler))
                    .whenComplete((connected, failure) -> {
                        if (failure != null) {
                            close(channel);
                        }
                    })
                    .thenApply(connected -> new TcpConnection(channel).flow());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Flow<ByteString, ByteString, NotUsed> flow() {
        Sink<ByteString, NotUsed> sink = Flow.of(ByteString.class)
                .mapAsync(1, bytes -> write(ByteBuffer.wrap(bytes.toArrayUnsafe())))
                .to(Sink.onComplete(this::inputOver));
        return Flow.fromSinkAndSource(sink, source());
    }

    private Source<ByteString, NotUsed> source() {
        return Source.unfoldResourceAsync(
                () -> CompletableFuture.completedFuture(this), TcpConnection::read, TcpConnection::outputOver);
    }

    private CompletionStage<Optional<ByteString>> read() {
        buffer.clear();
        return TcpConnection.<Integer>call((none, handler) -> channel.read(buffer, none, handler))
                .thenApply(this::chunk);
    }

    private Optional<ByteString> chunk(int length) {
        readEnded = length < 0;
        return readEnded ? Optional.empty() : Optional.of(ByteString.fromArray(buffer.array(), 0, length));
    }

    private CompletionStage<Done> write(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return CompletableFuture.completedFuture(Done.done());
        }
        return TcpConnection.<Integer>call((none, handler) -> channel.write(bytes, none, handler))
                .thenCompose(written -> write(bytes));
    }

    private synchronized CompletionStage<Done> outputOver() {
        if (!readEnded || writeEnded) {
            close(channel);
        }
        readEnded = true;
        return CompletableFuture.completedFuture(Done.done());
    }

    private synchronized void inputOver(scala.util.Try<Done> how) {
        writeEnded = true;
        if (how.isFailure() || readEnded) {
            close(channel);
            return;
        }
        try {
            channel.shutdownOutput();
        } catch (IOException gone) {
            close(channel);
        }
    }

    private static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            // Then it is closed.
        }
    }

    private static <T> CompletableFuture<T> call(BiConsumer<Object, CompletionHandler<T, Object>> operation) {
        var answer = new CompletableFuture<T>();
        operation.accept(NONE, new CompletionHandler<>() {
            @Override
            public void completed(T result, Object none) {
                answer.complete(result);
            }

            @Override
            public void failed(Throwable failure, Object none) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private static final Object NONE = new Object();
}
