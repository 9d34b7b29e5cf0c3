package io.podbridge.app;

import io.podbridge.core.provider.ProviderFactory;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The providers on the class path. */
public final class Providers {

    private Providers() {}

    /** By name, sorted. */
    static Map<String, ProviderFactory> all() {
        var factories = new TreeMap<String, ProviderFactory>();
        ServiceLoader.load(ProviderFactory.class).forEach(factory -> factories.put(factory.name(), factory));
        return factories;
    }

    /** The one with this name, which the settings were checked to be. */
    static ProviderFactory named(String name) {
        return Optional.ofNullable(all().get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** The names of all of them. */
    public static Set<String> names() {
        return all().keySet();
    }
}
