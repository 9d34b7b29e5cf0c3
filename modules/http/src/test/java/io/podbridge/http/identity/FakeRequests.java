package io.podbridge.http.identity;

import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An API server that knows CertificateSigningRequests only. When one is looked at, it is signed; all of them have the
 * same name. Thread-safe.
 */
final class FakeRequests implements KubeApi {

    private final List<JsonNode> made = new ArrayList<>();

    /** How many were made. */
    synchronized int made() {
        return made.size();
    }

    @Override
    public synchronized CompletionStage<ApiResult<ApiObject>> create(String collectionPath, byte[] json) {
        made.add(JsonMapper.shared().readTree(json));
        return answer(Certificates.csr(""));
    }

    @Override
    public synchronized CompletionStage<ApiResult<ApiObject>> get(String path) {
        return answer(signed(made.getLast()));
    }

    private static JsonNode signed(JsonNode csr) {
        try {
            var request = new JcaPKCS10CertificationRequest(
                    Certificates.request(csr.path("spec").path("request").binaryValue()));
            Instant now = Instant.now();
            var certificate = Certificates.of(request.getPublicKey(), now, now.plus(Duration.ofDays(1)));
            return Certificates.csr(Certificates.encoded(certificate), "Approved=True");
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static CompletionStage<ApiResult<ApiObject>> answer(JsonNode csr) {
        return CompletableFuture.completedStage(ApiResult.ok(new ApiObject("uid", "1", csr)));
    }

    @Override
    public CompletionStage<ApiResult<String>> version() {
        throw notAsked();
    }

    @Override
    public CompletionStage<ApiResult<PodList>> listPods(PodScope scope) {
        throw notAsked();
    }

    @Override
    public CompletionStage<ApiResult<String>> podsVersion(PodScope scope) {
        throw notAsked();
    }

    @Override
    public CompletionStage<ApiResult<Pod>> getPod(PodId pod) {
        throw notAsked();
    }

    @Override
    public CompletionStage<ApiResult<Pod>> findPod(String node, String namespace, String name) {
        throw notAsked();
    }

    @Override
    public Watch watchPods(PodScope scope, String resourceVersion, PodWatchListener listener) {
        throw notAsked();
    }

    @Override
    public CompletionStage<ApiResult<String>> patchPodStatus(PodId pod, String resourceVersion, PodStatus status) {
        throw notAsked();
    }

    @Override
    public CompletionStage<ApiResult<Void>> deletePod(PodId pod) {
        throw notAsked();
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> replace(String path, byte[] json) {
        throw notAsked();
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> patch(String path, PatchType type, byte[] json) {
        throw notAsked();
    }

    @Override
    public CompletionStage<ApiResult<Void>> delete(String path, String uid) {
        throw notAsked();
    }

    @Override
    public List<CallCount> calls() {
        return List.of();
    }

    @Override
    public Optional<ClockSkew> clockSkew() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private static AssertionError notAsked() {
        return new AssertionError("a certificate needs create and get only");
    }
}
