package io.podbridge.http.kubelet;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.Session;
import java.io.File;
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

/** A process of this machine, with a terminal of its own if one is wanted. */
final class LocalSession implements Session {

    private static final String DISPATCHER = "pinned";

    private final Process process;
    private final Consumer<LocalSession> ended;

    private LocalSession(Process process, Consumer<LocalSession> ended) {
        this.process = process;
        this.ended = ended;
    }

    static LocalSession start(List<String> command, Channels channels, Consumer<LocalSession> ended)
            throws IOException {
        return new LocalSession(channels.terminal() ? atTerminal(command) : piped(command, channels.stdin()), ended);
    }

    private static Process piped(List<String> command, boolean stdin) throws IOException {
        return new ProcessBuilder(command)
                .redirectInput(
                        stdin ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
    }

    private static Process atTerminal(List<String> command) throws IOException {
        return new PtyProcessBuilder(command.toArray(String[]::new))
                .setEnvironment(System.getenv())
                .start();
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
        if (process instanceof PtyProcess terminal) {
            terminal.setWinSize(new WinSize(columns, rows));
        }
    }

    @Override
    public void close() {
        ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        ended.accept(this);
    }

    boolean alive() {
        return process.isAlive();
    }
}
