package io.podbridge.core.kubelet;

/**
 * Where the API server finds a kubelet API: what the Node says in {@code status.addresses} and
 * {@code status.daemonEndpoints}.
 *
 * @param address an IP address
 * @param port of TCP, 1 to 65535
 */
public record KubeletEndpoint(String address, int port) {}
