package io.podbridge.faults.plant;

import com.typesafe.config.Config;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.provider.simulated.SimulatedProviderFactory;
import java.nio.file.Path;

/** The simulated provider with one defect: each replica makes one of its pods twice. */
public final class DoublingProviderFactory implements ProviderFactory {
    public static final String NAME = "doubling";

    private final ProviderFactory simulated = new SimulatedProviderFactory();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Provider create(Context context) {
        Config settings = context.settings();
        return new DoublingProvider(
                simulated.create(context), Path.of(settings.getString("directory"), "ledger.jsonl"));
    }
}
