package io.podbridge.http.session;

import io.podbridge.core.streams.Session;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** A command that does what a test says. */
final class FakeSession implements Session {

    final CompletableFuture<Exit> exit = new CompletableFuture<>();
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    final List<String> sizes = new CopyOnWriteArrayList<>();
    Sink<ByteString, NotUsed> stdin = Sink.<ByteString>ignore().mapMaterializedValue(done -> NotUsed.getInstance());
    Source<ByteString, NotUsed> stdout = Source.empty();

    static FakeSession thatPrints(String text) {
        FakeSession session = new FakeSession();
        session.stdout = Source.single(ByteString.fromString(text));
        return session;
    }

    /** A command that never reads. */
    static FakeSession thatReadsNothing() {
        FakeSession session = new FakeSession();
        session.stdin = Sink.<ByteString>never().mapMaterializedValue(done -> NotUsed.getInstance());
        return session;
    }

    @Override
    public Sink<ByteString, NotUsed> stdin() {
        return stdin;
    }

    @Override
    public Source<ByteString, NotUsed> stdout() {
        return stdout;
    }

    @Override
    public Source<ByteString, NotUsed> stderr() {
        return Source.empty();
    }

    @Override
    public CompletionStage<Exit> exit() {
        return exit;
    }

    @Override
    public void resize(int columns, int rows) {
        sizes.add(columns + "x" + rows);
    }

    @Override
    public void close() {
        closed.complete(null);
    }
}
