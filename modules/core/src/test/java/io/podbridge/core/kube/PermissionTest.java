package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.FakeCalls.Verb;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PermissionTest {
    private final FakeKubeApi api = new FakeKubeApi("n1");

    @Test
    void asksAboutASubresourceAsKubernetesWantsIt() {
        api.asked().failNext(Verb.CREATE, new ApiResult.Forbidden(403, "who are you"));
        var answer = Permission.allowed(api, new Permission("patch", "", "pods/status", "ns", ""));
        assertThat(answer.toCompletableFuture().join())
                .isEqualTo(ApiResult.not(new ApiResult.Forbidden(403, "who are you")));
        var call = api.asked().all(Verb.CREATE).getFirst();
        assertThat(call.path()).isEqualTo("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews");
        assertThat(JsonMapper.shared()
                        .readTree(call.body())
                        .at("/spec/resourceAttributes")
                        .toString())
                .isEqualTo("{\"verb\":\"patch\",\"group\":\"\",\"resource\":\"pods\",\"namespace\":\"ns\","
                        + "\"name\":\"\","
                        + "\"subresource\":\"status\"}");
    }

    @Test
    void whatIsNotSaidToBeAllowedIsNot() {
        assertThat(allowed("{}")).isFalse();
        assertThat(allowed("{\"status\": {\"allowed\": false}}")).isFalse();
        assertThat(allowed("{\"status\": {\"allowed\": true}}")).isTrue();
    }

    @Test
    void isReadByPeople() {
        assertThat(new Permission("patch", "", "pods/status", "", "")).hasToString("patch pods/status");
        assertThat(new Permission("get", "", "secrets", "ns", "s")).hasToString("get secrets s in ns");
    }

    private static boolean allowed(String review) {
        return Permission.answer(new ApiObject("", "", JsonMapper.shared().readTree(review)));
    }
}
