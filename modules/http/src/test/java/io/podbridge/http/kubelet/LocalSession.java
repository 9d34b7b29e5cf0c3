package io.podbridge.http.kubelet;

import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.Session;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.apache.pekko.util.ByteString;

/** A process of this machine; with a "terminal" its stderr goes to stdout. */
final class LocalSession implements Session {

    private static final String DISPATCHER = "pinned";

    private final Process process;
    private final Channels channels;
    private final Consumer<String> sizes;
    private final Consumer<LocalSession> ended;

    private LocalSession(Process process, Channels channels, Consumer<String> sizes, Consumer<LocalSession> ended) {
        this.process = process;
        this.channels = channels;
        this.sizes = sizes;
        this.ended = ended;
    }

    static LocalSession start(
            List<String> command, Channels channels, Consumer<String> sizes, Consumer<LocalSession> ended)
            throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(channels.terminal())
                .redirectInput(
                        channels.stdin()
                                ? ProcessBuilder.Redirect.PIPE
                                : ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        return new LocalSession(process, channels, sizes, ended);
    }

    @Override
    public Sink<ByteString, NotUsed> stdin() {
        return StreamConverters.fromOutputStream(process::getOutputStream, true)
                .withAttributes(ActorAttributes.dispatcher(DISPATCHER))
                .mapMaterializedValue(written -> NotUsed.getInstance());
    }

    @Override
    public Source<ByteString, NotUsed> stdout() {
        return StreamConverters.fromInputStream(process::getInputStream, 64 * 1024)
                .withAttributes(ActorAttributes.dispatcher(DISPATCHER))
                .mapMaterializedValue(read -> NotUsed.getInstance());
    }

    @Override
    public Source<ByteString, NotUsed> stderr() {
        return StreamConverters.fromInputStream(process::getErrorStream, 64 * 1024)
                .withAttributes(ActorAttributes.dispatcher(DISPATCHER))
                .mapMaterializedValue(read -> NotUsed.getInstance());
    }

    @Override
    public CompletionStage<Exit> exit() {
        return process.onExit().thenApply(over -> {
            ended.accept(this);
            return new Exit.Code(over.exitValue());
        });
    }

    @Override
    public void resize(int columns, int rows) {
        if (channels.terminal()) {
            sizes.accept(columns + "x" + rows);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        ended.accept(this);
    }

    boolean alive() {
        return process.isAlive();
    }
}
