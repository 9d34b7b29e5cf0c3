package io.podbridge.testkit.kubectl;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A kubectl at a terminal: what a person types, and what that person sees. */
public record KubectlTerminal(PtyProcess process, Collected screen) implements AutoCloseable {

    /**
     * Starts it. The size is set before kubectl begins: pty4j sets one only afterwards, which may fall between its
     * looks at it.
     */
    public static KubectlTerminal start(KubectlProgram kubectl, int columns, int rows, String... arguments)
            throws IOException {
        String sized = "stty cols " + columns + " rows " + rows + " && exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("sh", "-c", sized, "sh"));
        command.addAll(kubectl.command(arguments));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(kubectl.environment());
        PtyProcess process = new PtyProcessBuilder(command.toArray(String[]::new))
                .setEnvironment(environment)
                .start();
        return new KubectlTerminal(process, Collected.of(process.getInputStream()));
    }

    /** As a person does. */
    public void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** As a person pulls at the window. */
    public void resize(int columns, int rows) {
        process.setWinSize(new WinSize(columns, rows));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
