package io.podbridge.provider.process.access;

import io.podbridge.core.pod.Container.Input;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** The streams of a container's own process, for those who attach to it. Thread-safe. */
public final class Attachment {
    private final Input input;
    private final Broadcast output = new Broadcast();
    private final Broadcast errors = new Broadcast();
    private final CompletableFuture<Session.Exit> exit = new CompletableFuture<>();
    private volatile Optional<OutputStream> stdin = Optional.empty();

    /** That of a container with this input. */
    public Attachment(Input input) {
        this.input = input;
    }

    /** What it prints. */
    public Broadcast output() {
        return output;
    }

    /** Its complaints. */
    public Broadcast errors() {
        return errors;
    }

    /** It runs, with this as its input. */
    public void started(OutputStream processInput) {
        stdin = Optional.of(processInput);
    }

    /** Its process has ended. */
    public void ended(int exitCode) {
        exit.complete(new Session.Exit.Code(exitCode));
        output.hurry();
        errors.hurry();
    }

    /** Whether what somebody types could reach it. */
    public boolean hears() {
        return input != Input.NONE;
    }

    /** Ends the sessions because the replica does. */
    public void fail(String message) {
        exit.complete(new Session.Exit.Failed(message));
    }

    /** One more who is attached, from now on. */
    public Session attach(Channels channels, Executor blocking) {
        return new Attached(channels, blocking);
    }

    private final class Attached implements Session {
        private final Channels channels;
        private final Executor blocking;
        private final Tap out;
        private final Tap err;

        Attached(Channels channels, Executor blocking) {
            this.channels = channels;
            this.blocking = blocking;
            this.out = channels.stdout() ? output.tap() : closed();
            this.err = channels.stderr() && !channels.terminal() ? errors.tap() : closed();
        }

        private static Tap closed() {
            var tap = new Tap();
            tap.close();
            return tap;
        }

        @Override
        public Sink<ByteString, NotUsed> stdin() {
            return stdin.filter(open -> channels.stdin() && hears())
                    .map(open -> PipeSink.of(new Shared(open), this::end, blocking))
                    .orElseGet(() -> Sink.<ByteString>ignore().mapMaterializedValue(done -> NotUsed.getInstance()));
        }

        /** Others may attach later, unless the pod says that the first one is the last. */
        private void end(OutputStream open) throws IOException {
            if (input == Input.ONCE) {
                open.close();
            }
        }

        @Override
        public Source<ByteString, NotUsed> stdout() {
            return output.source(out);
        }

        @Override
        public Source<ByteString, NotUsed> stderr() {
            return errors.source(err);
        }

        @Override
        public CompletionStage<Exit> exit() {
            return exit.minimalCompletionStage();
        }

        /** There is no terminal: pods that ask for one are refused. */
        @Override
        public void resize(int columns, int rows) {}

        @Override
        public void close() {
            output.leave(out);
            errors.leave(err);
        }
    }

    /** The input of a process that several write to, each chunk as a whole. */
    private static final class Shared extends OutputStream {
        private final OutputStream shared;

        Shared(OutputStream shared) {
            this.shared = shared;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            synchronized (shared) {
                shared.write(bytes, from, length);
                shared.flush();
            }
        }

        @Override
        public void close() throws IOException {
            shared.close();
        }
    }
}
