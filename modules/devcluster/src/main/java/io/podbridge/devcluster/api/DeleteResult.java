package io.podbridge.devcluster.api;

/**
 * What a deletion led to.
 *
 * @param object its last version
 * @param gone false if it stays for its grace period or a finalizer
 */
public record DeleteResult(StoredObject object, boolean gone) {}
