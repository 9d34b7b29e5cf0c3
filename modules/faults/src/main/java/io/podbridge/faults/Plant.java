package io.podbridge.faults;

import io.podbridge.faults.plant.DoublingProviderFactory;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A defect that replicas are given, to see the judge find it. */
public enum Plant {
    /** None. */
    NONE("none", "simulated"),
    /** Each replica makes one pod twice. */
    DOUBLE_CREATE("double-create", DoublingProviderFactory.NAME);

    private final String text;
    private final String provider;

    Plant(String text, String provider) {
        this.text = text;
        this.provider = provider;
    }

    /** The name of the provider that has it. */
    String provider() {
        return provider;
    }

    /** The end of the class path of replicas that have it, with its separator. */
    String classPath() {
        return switch (this) {
            case NONE -> "";
            case DOUBLE_CREATE -> File.pathSeparator + ownCode();
        };
    }

    private static String ownCode() {
        try {
            return Path.of(Plant.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this program does not know where it is", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
