package io.podbridge.core.entity;

import io.podbridge.core.wire.Wire;

/**
 * What an entity says of itself.
 *
 * @param uid the pod's UID
 * @param state the name of its state, as in docs/lifecycle.md
 * @param replica the address of the replica it lives on
 */
public record PodView(String uid, String state, String replica) implements Wire {}
