package io.podbridge.testkit.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Has {@code replica-0} and so on mean what the system property of that name says, and else this machine: so each
 * replica can reach each other over a way of its own.
 */
public final class ReplicaNames extends InetAddressResolverProvider {
    private static final String PREFIX = "replica-";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver others = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.startsWith(PREFIX)
                        ? Stream.of(InetAddress.getByName(System.getProperty(host, "127.0.0.1")))
                        : others.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return others.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "replicas of the tests";
    }
}
