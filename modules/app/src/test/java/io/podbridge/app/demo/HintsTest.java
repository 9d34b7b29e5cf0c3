package io.podbridge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HintsTest {

    @Test
    void commandsCanBeCopiedAsTheyAre() {
        assertThat(text("/tmp/demo", true))
                .contains("  kubectl --kubeconfig /tmp/demo/kubeconfig get pods -o wide -w\n")
                .contains("  kill -9 $(cat /tmp/demo/replica-1.pid) ")
                .contains("\n  kubectl --kubeconfig /tmp/demo/kubeconfig exec -it demo-1 -- sh\n")
                .contains("\n  kubectl --kubeconfig /tmp/demo/kubeconfig top pod\n")
                .contains("\n  kubectl --kubeconfig /tmp/demo/kubeconfig create deployment web ");
    }

    @Test
    void pathsWithSpacesAndQuotesAreQuoted() {
        assertThat(text("/tmp/it's a demo", true))
                .contains("kubectl --kubeconfig '/tmp/it'\\''s a demo/kubeconfig' get nodes\n")
                .contains("$(cat '/tmp/it'\\''s a demo/replica-1.pid')");
    }

    @Test
    void onSomebodyElsesClusterNothingIsMadeThatItWouldPlaceAnywhere() {
        assertThat(text("/tmp/demo", false)).doesNotContain("create deployment").doesNotContain("\n\n\n");
    }

    private static String text(String directory, boolean embedded) {
        var files = new DemoFiles(Path.of(directory));
        return new Hints(files, Hints.kubectl(files.kubeconfig()), "demo-1", embedded).text();
    }
}
