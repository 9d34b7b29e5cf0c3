package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

class StatusEncoderTest {

    private static final PodId POD = new PodId("u-1", "shop", "web-0");

    /** What the server makes of the patch is shown with the real one, in KubeApiIT. */
    @Property(tries = 500)
    @Domain(Statuses.class)
    void whatIsWrittenIsReadAgain(@ForAll PodStatus status) {
        JsonNode patch = JsonMapper.shared().readTree(StatusEncoder.patch(POD, "7", status));
        withoutDirectives((ArrayNode) patch.at("/status/conditions"));
        byte[] pod = patch.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(new PodDecoder().decode(pod, 0, pod.length).pod().status()).isEqualTo(status);
    }

    @Test
    void isFencedByUidAndVersion() {
        JsonNode patch = JsonMapper.shared().readTree(StatusEncoder.patch(POD, "7", PodStatus.none()));
        assertThat(patch.at("/metadata").toString()).isEqualTo("{\"uid\":\"u-1\",\"resourceVersion\":\"7\"}");
    }

    @Test
    void clearsWhatTheStatusDoesNotHave() {
        JsonNode status = JsonMapper.shared()
                .readTree(StatusEncoder.patch(POD, "7", PodStatus.none()))
                .path("status");
        assertThat(status.propertyNames())
                .contains("reason", "message", "startTime", "podIP", "podIPs", "hostIP", "containerStatuses");
        assertThat(status.path("podIPs").isNull()).isTrue();
        assertThat(status.path("conditions"))
                .allSatisfy(condition ->
                        assertThat(condition.path("$patch").asString()).isEqualTo("delete"))
                .hasSize(OwnedConditions.TYPES.size());
    }

    private static void withoutDirectives(ArrayNode list) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).has("$patch")) {
                list.remove(i);
            }
        }
    }
}
