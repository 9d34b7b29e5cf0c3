package io.podbridge.app.demo;

import io.podbridge.app.Main;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the JVM of a replica is called.
 *
 * @param prefix what keeps the terminal's Ctrl-C from it: that ends the demo, which then ends the replicas in order
 * @param inherited options of this JVM
 * @param classPath that of this JVM
 * @param archives of loaded classes
 */
record ReplicaJvm(List<String> prefix, List<String> inherited, String classPath, ClassArchives archives) {
    /** A few on one small machine: half the time to start, a third of the memory. */
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-XX:-UsePerfData");

    /** Where there is no setsid (macOS): the shell's way, which its children's children inherit. */
    private static final List<String> DEAF = List.of("/bin/sh", "-c", "trap '' INT QUIT HUP; exec \"$@\"", "replica");

    /** As this JVM was called. */
    static ReplicaJvm likeThisOne() {
        return new ReplicaJvm(
                onPath("setsid") ? List.of("setsid") : DEAF,
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                System.getProperty("java.class.path"),
                ClassArchives.ofLauncher());
    }

    /**
     * The whole command.
     *
     * @param writes whether it writes the archive of classes: one of them is enough
     */
    List<String> command(boolean writes, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        if (inherited.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
            command.add("-XX:+UseSerialGC");
        }
        command.addAll(archives.options(writes));
        inherited.stream().filter(ReplicaJvm::forEveryJvm).forEach(command::add);
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Not the demo's own archive, nor a debugger, whose port only one can have. */
    private static boolean forEveryJvm(String option) {
        return Stream.of("-XX:SharedArchiveFile", "-XX:+AutoCreateSharedArchive", "-Xlog:", "-agentlib:jdwp")
                .noneMatch(option::startsWith);
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
