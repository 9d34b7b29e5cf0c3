package io.podbridge.core.provider;

/** Who reaches the containers of a provider. */
public enum Locality {
    /** Every replica (a cloud). */
    REMOTE,
    /** Only the replica that made them (a process, an engine on its machine). */
    REPLICA
}
