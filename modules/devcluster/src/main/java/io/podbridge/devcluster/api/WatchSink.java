package io.podbridge.devcluster.api;

/**
 * Takes the events of a watch. Called one at a time, under the store's lock: it must not block and not call the API.
 */
public interface WatchSink {

    /**
     * Takes an event.
     *
     * @return false if its buffer is full: the watch is closed then, as kube-apiserver closes one that falls behind
     */
    boolean next(WatchEvent event);

    /** Nothing follows, whoever ended it. */
    void end();
}
