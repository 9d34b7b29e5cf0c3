package io.podbridge.core.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Collects the body of an answer. Threads: one after the other, as the client delivers. */
final class BodyCollector implements AsyncBody.Consumer<List<ByteBuffer>> {

    /** A page of 500 pods is 1 to 3 MB; etcd takes objects of up to 1.5 MB. */
    private static final int MAX_BYTES = 256 << 20;

    private static final int USUAL_SIZE = 2048;

    private byte[] bytes = new byte[USUAL_SIZE];
    private int length;

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody body) throws IOException {
        for (ByteBuffer buffer : buffers) {
            int more = buffer.remaining();
            if (more > MAX_BYTES - length) {
                throw new IOException("the answer is larger than " + MAX_BYTES + " bytes");
            }
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
            }
            buffer.get(bytes, length, more);
            length += more;
        }
        body.consume();
    }

    /** Reads the body to its end, which must come in time. */
    CompletableFuture<byte[]> collect(AsyncBody body, Duration timeout) {
        CompletableFuture<byte[]> whole = body.done().thenApply(done -> Arrays.copyOf(bytes, length));
        body.consume();
        return whole.isDone()
                ? whole
                : whole.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((bytes, error) -> {
                    if (error instanceof TimeoutException) {
                        body.cancel();
                    }
                });
    }
}
