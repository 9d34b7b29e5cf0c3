package io.podbridge.devcluster.proxy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Takes the head off an HTTP/1.1 answer, without being asked for it, and lets everything behind it pass on demand. The
 * future fails if the other side ends first, or sends {@link #LIMIT} bytes without an empty line.
 */
final class ResponseHeadStage
        extends AbstractGraphStageWithMaterializedValue<
                FlowShape<ByteString, ByteString>, CompletionStage<ResponseHead>> {
    static final int LIMIT = 64 * 1024;
    private static final ByteString END = ByteString.fromString("\r\n\r\n");

    private final Inlet<ByteString> in = Inlet.create("ResponseHead.in");
    private final Outlet<ByteString> out = Outlet.create("ResponseHead.out");
    private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<ResponseHead>> createLogicAndMaterializedValuePair(
            Attributes inheritedAttributes) {
        var logic = new Logic();
        return Pair.create(logic, logic.head);
    }

    private final class Logic extends GraphStageLogic {
        private final CompletableFuture<ResponseHead> head = new CompletableFuture<>();
        private ByteString received = ByteString.emptyByteString();

        Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    receive(grab(in));
                }

                @Override
                public void onUpstreamFinish() {
                    head.completeExceptionally(new IllegalStateException("EOF"));
                    completeStage();
                }

                @Override
                public void onUpstreamFailure(Throwable problem) {
                    head.completeExceptionally(problem);
                    failStage(problem);
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    if (head.isDone() && !hasBeenPulled(in)) {
                        pull(in);
                    }
                }
            });
        }

        @Override
        public void preStart() {
            pull(in);
        }

        private void receive(ByteString bytes) {
            if (head.isDone()) {
                push(out, bytes);
                return;
            }
            received = received.concat(bytes).compact();
            var end = received.indexOfSlice(END, 0);
            if (end >= 0) {
                found(end);
            } else if (received.size() > LIMIT) {
                fail(new IllegalArgumentException("malformed HTTP response"));
            } else {
                pull(in);
            }
        }

        private void found(int end) {
            try {
                var parsed = ResponseHead.parse(received.take(end));
                var rest = received.drop(end + END.size());
                received = ByteString.emptyByteString();
                // First, so that nobody can ask for more in between and find the head missing.
                head.complete(parsed);
                if (rest.nonEmpty()) {
                    emit(out, rest);
                } else if (isAvailable(out)) {
                    pull(in);
                }
            } catch (IllegalArgumentException e) {
                fail(e);
            }
        }

        private void fail(Throwable problem) {
            head.completeExceptionally(problem);
            failStage(problem);
        }
    }
}
