package io.podbridge.app;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code podbridge version}: podbridge's, and that of the Java it runs on. */
@Command(name = "version", header = "Shows the version.")
final class VersionCommand implements Runnable {

    @Spec
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        out.println("podbridge " + version() + " (Java " + Runtime.version() + ")");
        out.flush();
    }

    /** As in the jar's manifest; a class directory has none. */
    static String version() {
        return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
