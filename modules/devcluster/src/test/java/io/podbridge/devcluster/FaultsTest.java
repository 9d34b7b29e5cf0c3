package io.podbridge.devcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.fault.Fault;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // A fault is there for as long as it is open.
class FaultsTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static DevCluster cluster;
    private static HttpCaller admin;

    @BeforeAll
    static void start() {
        cluster = DevCluster.start(DevClusterSettings.DEFAULT.withoutControllers());
        admin = HttpCaller.admin(cluster);
    }

    @AfterEach
    void lift() {
        cluster.faults().liftAll();
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    private static HttpCaller.Answer create(String name) {
        return admin.post(MAPS, "{\"metadata\":{\"name\":\"" + name + "\"}}");
    }

    @Test
    void refusesAsOftenAsIsOrdered() {
        var fault = cluster.faults().inject(request -> request.is("create", "configmaps"), Fault.tooManyRequests(3), 2);
        for (int i = 0; i < 2; i++) {
            var refused = create("refused");
            assertThat(refused.code()).isEqualTo(429);
            assertThat(refused.text("reason")).isEqualTo("TooManyRequests");
            assertThat(refused.raw().headers().firstValue("Retry-After")).hasValue("3");
            assertThat(refused.body().path("details").path("retryAfterSeconds").asInt())
                    .isEqualTo(3);
        }
        assertThat(create("refused").code()).isEqualTo(201);
        assertThat(fault.hits()).isEqualTo(2);
        assertThat(admin.get(MAPS).code()).isEqualTo(200);
    }

    @Test
    void refusesConflictsAndErrorsUntilTheyAreLifted() {
        try (var fault = cluster.faults().inject(request -> request.is("create", "configmaps"), Fault.conflict())) {
            assertThat(create("conflict").code()).isEqualTo(409);
        }
        try (var fault = cluster.faults().inject(request -> request.is("list", "configmaps"), Fault.internalError())) {
            assertThat(admin.get(MAPS).code()).isEqualTo(500);
            assertThat(create("conflict").code()).isEqualTo(201);
        }
        assertThat(admin.get(MAPS).code()).isEqualTo(200);
    }

    @Test
    void losesAnswers() {
        try (var fault =
                cluster.faults().inject(request -> request.is("create", "configmaps"), new Fault.LostAnswer())) {
            assertThat(create("lost").code()).isEqualTo(503);
        }
        assertThat(admin.get(MAPS + "/lost").code()).isEqualTo(200);
    }

    @Test
    void delays() {
        var delay = Duration.ofMillis(300);
        try (var fault =
                cluster.faults().inject(request -> request.is("list", "configmaps"), new Fault.Latency(delay))) {
            var begin = System.nanoTime();
            assertThat(admin.get(MAPS).code()).isEqualTo(200);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(delay.toNanos());
        }
    }

    @Test
    void hangsUntilItIsLifted() {
        var request = admin.request("/healthz").build();
        try (var fault = cluster.faults().brownOut(new Fault.Hang())) {
            var answer = admin.client().sendAsync(request, BodyHandlers.ofString());
            org.awaitility.Awaitility.await().until(() -> fault.hits() == 1);
            assertThat(answer).isNotDone();
            fault.close();
            assertThat(answer.join().statusCode()).isEqualTo(503);
        }
        assertThat(admin.get("/healthz").code()).isEqualTo(200);
    }
}
