package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult.NotFound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whatever bytes answer with whatever status: no result is a yes, or an absence, but in the API server's own words. */
class ExpectedPropertyTest {

    private static final Endpoint ENDPOINT = new Endpoint(URI.create("https://api:6443"), "the kubeconfig", "a file");
    private static final String POD = "/api/v1/namespaces/default/pods/p-u-1";
    private static final PodDecoder DECODER = new PodDecoder();

    /** A field that is right, wrong in some way, or not there. */
    private record Field(String json, boolean right) {}

    private static final List<Call> CALLS = List.of(
            Call.get("GET pods", POD),
            Call.get("PATCH pods/status", POD + "/status"),
            Call.get("LIST pods", "/api/v1/pods?limit=500"),
            Call.get("GET leases", "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/p-u-1"));

    @Property(tries = 5000)
    void bytesThatTheServerHasNotWrittenMeanNothing(
            @ForAll("foreign") byte[] body, @ForAll @IntRange(min = 200, max = 599) int status) {
        var answer = new Answer(status, Optional.empty(), body);
        for (Call call : CALLS) {
            for (Expected<?> expected : expectations(call.target())) {
                assertMeansNothing(Received.of(call, ENDPOINT, answer, null).as(expected));
            }
        }
    }

    @Property(tries = 2000)
    void anAbsenceIsAStatusThatNamesTheObject(
            @ForAll("kind") Field kind,
            @ForAll("version") Field version,
            @ForAll("reason") Field reason,
            @ForAll("name") Field name,
            @ForAll("resource") Field resource,
            @ForAll @IntRange(min = 400, max = 410) int status) {
        String json = "{\"message\":\"why\"," + kind.json + version.json + reason.json + "\"details\":{" + name.json
                + resource.json + "\"uid\":\"\"}}";
        Call call = CALLS.getFirst();
        ApiResult<?> result =
                Received.of(call, ENDPOINT, answer(status, json), null).as(Expected.pod(DECODER, call.target()));
        boolean absent = status == 404 && kind.right && version.right && reason.right && name.right && resource.right;
        assertThat(result instanceof ApiResult.Not<?>(NotFound missing)).isEqualTo(absent);
        assertThat(result).isNotInstanceOf(ApiResult.Ok.class);
    }

    @Property(tries = 2000)
    void aListSaysThatItIsOneAndOfWhichVersion(
            @ForAll("listKind") Field kind,
            @ForAll("version") Field version,
            @ForAll("resourceVersion") Field resourceVersion,
            @ForAll("items") Field items,
            @ForAll @IntRange(min = 199, max = 300) int status) {
        String json = "{" + kind.json + version.json + "\"metadata\":{" + resourceVersion.json + "\"continue\":\"\"},"
                + items.json + "\"x\":1}";
        ApiResult<?> result =
                Received.of(CALLS.get(2), ENDPOINT, answer(status, json), null).as(Expected.pods(DECODER));
        boolean list =
                status >= 200 && status < 300 && kind.right && version.right && resourceVersion.right && items.right;
        assertThat(result instanceof ApiResult.Ok<?>).isEqualTo(list);
    }

    @Property(tries = 2000)
    void aPodSaysThatItIsOneAndWhich(
            @ForAll("podKind") Field kind,
            @ForAll("version") Field version,
            @ForAll("name") Field name,
            @ForAll("uid") Field uid,
            @ForAll("resourceVersion") Field resourceVersion) {
        String json = "{" + kind.json + version.json + "\"metadata\":{" + name.json + uid.json + resourceVersion.json
                + "\"namespace\":\"default\"}}";
        Call call = CALLS.getFirst();
        var answer = answer(200, json);
        boolean pod = kind.right && version.right && name.right && uid.right && resourceVersion.right;
        for (Expected<?> expected : List.of(
                Expected.pod(DECODER, call.target()),
                Expected.written(call.target(), "u-1"),
                Expected.removed(call.target(), "u-1"),
                Expected.object(call.target()))) {
            assertThat(Received.of(call, ENDPOINT, answer, null).as(expected) instanceof ApiResult.Ok<?>)
                    .as(expected.what())
                    .isEqualTo(pod);
        }
    }

    @Provide
    Arbitrary<byte[]> foreign() {
        return Arbitraries.oneOf(bytes(), json())
                .filter(body -> !new String(body, StandardCharsets.UTF_8).contains("\"kind\""));
    }

    @Provide
    Arbitrary<Field> kind() {
        return field("kind", "\"Status\"", "\"Pod\"", "\"status\"", "{}", "1");
    }

    @Provide
    Arbitrary<Field> podKind() {
        return field("kind", "\"Pod\"", "\"Status\"", "\"pod\"", "\"Node\"", "[]");
    }

    @Provide
    Arbitrary<Field> listKind() {
        return field("kind", "\"PodList\"", "\"NodeList\"", "\"List\"", "\"Pod\"", "null");
    }

    @Provide
    Arbitrary<Field> version() {
        return field("apiVersion", "\"v1\"", "\"v2\"", "\"apps/v1\"", "\"\"", "true");
    }

    @Provide
    Arbitrary<Field> reason() {
        return field("reason", "\"NotFound\"", "\"Gone\"", "\"notfound\"", "404", "{}");
    }

    @Provide
    Arbitrary<Field> name() {
        return field("name", "\"p-u-1\"", "\"p-u-2\"", "\"\"", "{}", "null");
    }

    @Provide
    Arbitrary<Field> uid() {
        return field("uid", "\"u-1\"", "\"\"", "{}", "null");
    }

    @Provide
    Arbitrary<Field> resource() {
        return field("kind", "\"pods\"", "\"services\"", "\"Pod\"", "\"\"", "[]");
    }

    @Provide
    Arbitrary<Field> resourceVersion() {
        return field("resourceVersion", "\"77\"", "\"\"", "{}", "null");
    }

    @Provide
    Arbitrary<Field> items() {
        String pod = PodJson.of("u-1", "n1", "5");
        return Arbitraries.oneOf(
                field("items", "[]", "{}", "7", "[{}]", "[7]"),
                field("items", "[" + pod + "]", "[" + pod.replace("\"uid\"", "\"id\"") + "]"));
    }

    /** The first value is the right one. */
    private static Arbitrary<Field> field(String name, String... values) {
        Arbitrary<Field> right = Arbitraries.just(new Field("\"" + name + "\":" + values[0] + ",", true));
        Arbitrary<Field> wrong = Arbitraries.of(values)
                .filter(value -> !value.equals(values[0]))
                .map(value -> new Field("\"" + name + "\":" + value + ",", false));
        return Arbitraries.frequencyOf(
                Tuple.of(4, right), Tuple.of(1, wrong), Tuple.of(1, Arbitraries.just(new Field("", false))));
    }

    private static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    }

    /** Anything that is made of the tokens of an answer. */
    private static Arbitrary<byte[]> json() {
        Arbitrary<String> token = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                " ",
                "1",
                "null",
                "\"metadata\"",
                "\"items\"",
                "\"status\"",
                "\"ok\"",
                "\"name\"",
                "\"managedFields\"",
                "\"apiVersion\"",
                "\"v1\"",
                "\"resourceVersion\"",
                "\"7\"");
        return Combinators.combine(token.list().ofMaxSize(30), Arbitraries.of("", "{\"apiVersion\":\"v1\","))
                .as((tokens, start) -> (start + String.join("", tokens)).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Expected<?>> expectations(ApiTarget target) {
        return List.of(
                Expected.pod(DECODER, target),
                Expected.pods(DECODER),
                Expected.written(target, "u-1"),
                Expected.removed(target, "u-1"),
                Expected.object(target));
    }

    private static void assertMeansNothing(ApiResult<?> result) {
        assertThat(result).isInstanceOf(ApiResult.Not.class);
        assertThat(((ApiResult.Not<?>) result).problem())
                .isInstanceOfAny(ApiResult.Unavailable.class, ApiResult.Forbidden.class);
    }

    private static Answer answer(int status, String json) {
        return new Answer(status, Optional.empty(), json.getBytes(StandardCharsets.UTF_8));
    }
}
