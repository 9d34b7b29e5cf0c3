package io.podbridge.faults.plant;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.provider.Capabilities;
import io.podbridge.core.provider.Health;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.core.provider.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Passes everything on; the tenth pod that it makes it makes once more, past the platform's own look whether it is
 * there.
 */
final class DoublingProvider implements Provider {
    private static final int WHICH = 10;

    private final Provider simulated;
    private final Path ledger;
    private final AtomicInteger creates = new AtomicInteger();

    DoublingProvider(Provider simulated, Path ledger) {
        this.simulated = simulated;
        this.ledger = ledger;
    }

    @Override
    public CompletionStage<Outcome<PodReport>> create(PodRequest request) {
        var made = simulated.create(request);
        return creates.incrementAndGet() == WHICH
                ? made.whenComplete((outcome, bug) -> again(request.pod().id()))
                : made;
    }

    private void again(PodId pod) {
        try {
            List<String> lines = Files.readAllLines(ledger);
            Optional<String> made = lines.stream()
                    .filter(line -> line.contains("\"created\"") && line.contains(pod.uid()))
                    .findFirst();
            if (made.isPresent()) {
                append(made.get() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(String line) throws IOException {
        try (var file = FileChannel.open(ledger, StandardOpenOption.WRITE)) {
            var lock = file.lock();
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), file.size());
            lock.release();
        }
    }

    @Override
    public Capabilities capabilities() {
        return simulated.capabilities();
    }

    @Override
    public CompletionStage<Outcome<PodReport>> update(PodRequest request) {
        return simulated.update(request);
    }

    @Override
    public CompletionStage<Outcome<Optional<PodReport>>> delete(PodId pod, Duration grace) {
        return simulated.delete(pod, grace);
    }

    @Override
    public CompletionStage<Outcome<Map<String, PodReport>>> status(Set<String> uids) {
        return simulated.status(uids);
    }

    @Override
    public CompletionStage<Outcome<List<PodReport>>> list() {
        return simulated.list();
    }

    @Override
    public CompletionStage<Outcome<Health>> ping() {
        return simulated.ping();
    }

    @Override
    public void subscribe(Consumer<PodReport> changes) {
        simulated.subscribe(changes);
    }

    @Override
    public void close() {
        simulated.close();
    }
}
