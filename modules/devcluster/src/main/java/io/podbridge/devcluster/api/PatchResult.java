package io.podbridge.devcluster.api;

/** What a patch led to. */
public record PatchResult(StoredObject object, boolean created) {}
