package io.podbridge.http.session;

import io.podbridge.core.flow.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * A request to forward ports of a pod.
 *
 * @param endsWithLast whether the connection ends when nothing is forwarded any more: where the client cannot ask for
 *     another one
 * @param patience how long the client may take to open the second channel of a pair
 * @param connect connects to a port; a failure of the flow later on is that of a connection that was there
 * @param release closes a connection that nobody wants any more
 */
public record Forwarding(
        boolean endsWithLast,
        Duration patience,
        IntFunction<CompletionStage<Outcome<Flow<ByteString, ByteString, NotUsed>>>> connect,
        Consumer<Flow<ByteString, ByteString, NotUsed>> release) {}
