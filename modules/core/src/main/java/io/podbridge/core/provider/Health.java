package io.podbridge.core.provider;

/** The platform's own word on how it is; {@code message} is shown in the node's condition. */
public record Health(String message) {}
