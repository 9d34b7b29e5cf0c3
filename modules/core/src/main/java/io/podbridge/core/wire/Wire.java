package io.podbridge.core.wire;

/** Marks a message that may travel between replicas. */
public interface Wire {}
