package io.podbridge.devcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.identity.PolicyRule;
import io.podbridge.devcluster.tls.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client meets at the door: TLS, identity, rights, and the answers to bad input. */
class DevClusterTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static DevCluster cluster;
    private static HttpCaller admin;

    @BeforeAll
    static void start() {
        cluster = DevCluster.start(DevClusterSettings.DEFAULT.withoutControllers());
        admin = HttpCaller.admin(cluster);
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    private static String map(String name) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name + "\"}}";
    }

    @Test
    void speaksHttp2AndHttp1() {
        assertThat(admin.get("/version").raw().version()).isEqualTo(HttpClient.Version.HTTP_2);
        var old = admin.send(admin.request("/version").version(HttpClient.Version.HTTP_1_1));
        assertThat(old.raw().version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(old.text("major")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"/healthz", "/livez", "/readyz", "/version"})
    void tellsAnybodyThatItIsWell(String path) {
        try (var anybody = HttpCaller.anonymous(cluster)) {
            assertThat(anybody.get(path).code()).isEqualTo(200);
        }
    }

    @Test
    void refusesStrangers() {
        try (var nobody = HttpCaller.anonymous(cluster);
                var liar = HttpCaller.withToken(cluster, "wrong")) {
            for (var answer : List.of(nobody.get("/api"), nobody.get(MAPS), liar.get(MAPS), liar.get("/healthz"))) {
                assertThat(answer.code()).isEqualTo(401);
                assertThat(answer.raw().body())
                        .isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                                + "\"message\":\"Unauthorized\",\"reason\":\"Unauthorized\",\"code\":401}");
            }
        }
    }

    @Test
    void knowsItsCertificates() {
        var mine = cluster.clientCertificate("jane", List.of("dev", "ops"));
        try (var jane = HttpCaller.withCertificate(cluster, mine)) {
            var answer = jane.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
            assertThat(answer.code()).isEqualTo(201);
            assertThat(answer.body().path("status").toString())
                    .isEqualTo(
                            "{\"userInfo\":{\"username\":\"jane\",\"groups\":[\"dev\",\"ops\",\"system:authenticated\"]}}");
        }
        var other = new CertificateAuthority("other", Clock.systemUTC()).client("jane", List.of());
        try (var forged = HttpCaller.withCertificate(cluster, other)) {
            assertThat(forged.get(MAPS).code()).isEqualTo(401);
        }
    }

    @Test
    void saysWhoMayNotDoWhat() {
        var reads = PolicyRule.resources(List.of("get", "list"), List.of(""), List.of("configmaps"));
        cluster.rules().restrict("bob", List.of(reads));
        try (var bob = HttpCaller.withToken(cluster, cluster.token("bob", List.of()))) {
            assertThat(bob.get(MAPS).code()).isEqualTo(200);
            var refused = bob.post("/apis/apps/v1/namespaces/default/deployments", "{}");
            assertThat(refused.code()).isEqualTo(403);
            assertThat(refused.text("message"))
                    .isEqualTo("deployments.apps is forbidden: User \"bob\" cannot create resource \"deployments\""
                            + " in API group \"apps\" in the namespace \"default\"");
            assertThat(refused.text("reason")).isEqualTo("Forbidden");
            assertThat(mayCreateMaps(bob)).isFalse();
        }
        assertThat(mayCreateMaps(admin)).isTrue();
        var about =
                "{\"spec\":{\"user\":\"bob\",\"resourceAttributes\":{\"verb\":\"list\",\"resource\":\"configmaps\"}}}";
        var review = admin.post("/apis/authorization.k8s.io/v1/subjectaccessreviews", about);
        assertThat(review.body().path("status").path("allowed").asBoolean()).isTrue();
    }

    private static boolean mayCreateMaps(HttpCaller who) {
        var about = "{\"spec\":{\"resourceAttributes\":{\"verb\":\"create\",\"resource\":\"configmaps\"}}}";
        var review = who.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", about);
        return review.body().path("status").path("allowed").asBoolean();
    }

    @Test
    void knowsTheTokensOfServiceAccounts() {
        var path = "/api/v1/namespaces/default/serviceaccounts/default/token";
        var token = admin.post(path, "{\"spec\":{\"expirationSeconds\":600}}").text("status", "token");
        assertThat(token).isNotEmpty();
        try (var account = HttpCaller.withToken(cluster, token)) {
            var self = account.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
            assertThat(self.text("status", "userInfo", "username")).isEqualTo("system:serviceaccount:default:default");
        }
        var review =
                admin.post("/apis/authentication.k8s.io/v1/tokenreviews", "{\"spec\":{\"token\":\"" + token + "\"}}");
        assertThat(review.body().path("status").path("authenticated").asBoolean())
                .isTrue();
        var nonsense = admin.post("/apis/authentication.k8s.io/v1/tokenreviews", "{\"spec\":{\"token\":\"x\"}}");
        assertThat(nonsense.body().path("status").path("authenticated").asBoolean(false))
                .isFalse();
        assertThat(nonsense.text("status", "error")).contains("invalid bearer token");
    }

    @Test
    void tellsPlainHttpClientsWhatIsWrong() throws IOException {
        for (var line : List.of("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "POST /api HTTP/1.0\r\n\r\n")) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), cluster.port())) {
                socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
            }
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), cluster.port())) {
            socket.getOutputStream().write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertThat(admin.get("/healthz").code()).isEqualTo(200);
    }

    @Test
    void writesAKubeconfigForItsOwnerOnly(@TempDir Path directory) throws IOException {
        var file = directory.resolve("new/kubeconfig");
        cluster.kubeconfig(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file).content().contains("https://127.0.0.1:" + cluster.port(), cluster.adminToken());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json"
                        + " parse error: unexpected end of JSON input ({)",
                "'' | the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json"
                        + " parse error: unexpected end of JSON input (<empty>)",
                "<a> | the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind;"
                        + " json parse error: invalid character '<' looking for beginning of value (3c613e)",
            })
    void refusesMalformedJson(String body, String message) {
        var answer = admin.post(MAPS, body);
        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.text("reason")).isEqualTo("BadRequest");
        assertThat(answer.text("message")).isEqualTo(message);
    }

    @Test
    void refusesMediaTypesThatItDoesNotKnow() {
        var xml = admin.send("POST", MAPS, "application/xml", "<a/>");
        assertThat(xml.code()).isEqualTo(415);
        assertThat(xml.text("message"))
                .isEqualTo("the body of the request was in an unknown format - accepted media types include:"
                        + " application/json, application/yaml, application/vnd.kubernetes.protobuf");
        assertThat(admin.send("PATCH", MAPS + "/x", "application/json", "{}").code())
                .isEqualTo(415);
        var answer = admin.get(MAPS, "Accept", "text/html");
        assertThat(answer.code()).isEqualTo(406);
        assertThat(answer.text("reason")).isEqualTo("NotAcceptable");
    }

    @Test
    void refusesLargeBodies() {
        var large = map("large").replace("}}", "},\"data\":{\"a\":\"" + "x".repeat(3 << 20) + "\"}}");
        var answer = admin.post(MAPS, large);
        assertThat(answer.code()).isEqualTo(413);
        assertThat(answer.text("message")).isEqualTo("Request entity too large: limit is 3145728");
        assertThat(answer.text("reason")).isEqualTo("RequestEntityTooLarge");
        assertThat(admin.get("/healthz").code()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/things,404",
        "GET,/apis/nonsense.io/v1/things,404",
        "GET,/nonsense,404",
        "GET,/api/v1/namespaces/default/nodes,404",
        "POST,/api/v1/pods,405",
        "PUT,/api/v1/namespaces/default/pods,405",
        "POST,/version,405",
        "GET,/api/v1/pods?limit=abc,400",
        "POST,/api/v1/namespaces/default/configmaps?dryRun=Some,422",
        "POST,/api/v1/namespaces/default/configmaps?fieldValidation=Perhaps,422",
    })
    void refusesWhatDoesNotExist(String method, String path, int code) {
        var body = method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}");
        assertThat(admin.send(admin.request(path).method(method, body)).code()).isEqualTo(code);
    }

    @Test
    void takesAndGivesYaml() {
        var yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\ndata:\n  a: \"1\"\n";
        assertThat(admin.send("POST", MAPS, "application/yaml", yaml).code()).isEqualTo(201);
        var answer = admin.get(MAPS + "/yaml", "Accept", "application/yaml");
        assertThat(answer.raw().headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(answer.raw().body()).contains("kind: \"ConfigMap\"\n", "  a: \"1\"\n");
    }

    @Test
    void warnsOfFieldsThatAreNamedTwice() {
        var twice = map("twice").replace("}}", ",\"name\":\"twice\"}}");
        var refused = admin.post(MAPS + "?fieldValidation=Strict", twice);
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.text("message")).contains("strict decoding error: duplicate field \"metadata.name\"");
        var created = admin.post(MAPS, twice);
        assertThat(created.code()).isEqualTo(201);
        assertThat(created.raw().headers().firstValue("Warning"))
                .hasValue("299 - \"duplicate field \\\"metadata.name\\\"\"");
    }

    @Test
    void showsLongListsInPieces() {
        for (int i = 0; i < 150; i++) {
            var body = map("many-" + i).replace("}}", "},\"data\":{\"a\":\"" + "x".repeat(2000) + "\"}}");
            assertThat(admin.post("/api/v1/namespaces/kube-public/configmaps", body)
                            .code())
                    .isEqualTo(201);
        }
        var list = admin.get("/api/v1/namespaces/kube-public/configmaps");
        assertThat(list.text("kind")).isEqualTo("ConfigMapList");
        assertThat(list.body().path("items").size()).isEqualTo(150);
        assertThat(list.text("metadata", "resourceVersion")).isNotEmpty();
        var deleted = admin.delete("/api/v1/namespaces/kube-public/configmaps");
        assertThat(deleted.code()).isEqualTo(200);
        assertThat(admin.get("/api/v1/namespaces/kube-public/configmaps")
                        .body()
                        .path("items")
                        .size())
                .isZero();
    }
}
