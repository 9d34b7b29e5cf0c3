package io.podbridge.app.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What has to be ended, the last begun first. Whoever comes second to {@link #close} waits until all is done. */
final class Teardown implements AutoCloseable {
    private final Deque<AutoCloseable> begun = new ArrayDeque<>();
    private final Consumer<Exception> failed;
    private boolean closed;

    /** Nothing yet; {@code failed} is told what could not be ended, and the rest is ended nevertheless. */
    Teardown(Consumer<Exception> failed) {
        this.failed = failed;
    }

    /** Has this ended too; at once, if everything else is ended already. */
    synchronized <T extends AutoCloseable> T with(T resource) {
        if (closed) {
            end(resource);
        } else {
            begun.push(resource);
        }
        return resource;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!begun.isEmpty()) {
            end(begun.pop());
        }
    }

    private void end(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception problem) {
            failed.accept(problem);
        }
    }
}
