package io.podbridge.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code podbridge providers}: what {@code podbridge.provider} may be. */
@Command(name = "providers", header = "Lists the providers that there are.")
final class ProvidersCommand implements Runnable {

    @Spec
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        Providers.names().forEach(out::println);
        out.flush();
    }
}
