package io.podbridge.provider.simulated;

import io.podbridge.core.config.SettingsReader;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/** Makes a replica's access to the make-believe cloud. */
public final class SimulatedProviderFactory implements ProviderFactory {
    static final String NAME = "simulated";

    private static final String PATH = "podbridge.providers." + NAME;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Provider create(Context context) {
        var reader = SettingsReader.ofBlock(context.settings(), PATH);
        var settings = SimulatedSettings.read(reader);
        reader.finish();
        try {
            return new SimulatedProvider(settings, context, Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger cannot be opened in " + settings.directory(), e);
        }
    }
}
