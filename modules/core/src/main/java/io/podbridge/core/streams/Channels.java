package io.podbridge.core.streams;

/** Which streams a session has. With a terminal there is no stderr of its own. */
public record Channels(boolean stdin, boolean stdout, boolean stderr, boolean terminal) {}
