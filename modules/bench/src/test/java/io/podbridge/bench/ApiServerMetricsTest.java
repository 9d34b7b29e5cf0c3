package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiServerMetricsTest {

    private static final String BEFORE = """
        # TYPE apiserver_request_total counter
        apiserver_request_total{code="200",component="apiserver",dry_run="",group="",resource="pods",scope="resource",\
        subresource="status",verb="PATCH",version="v1"} 7
        apiserver_terminated_watchers_total{group="",resource="pods"} 1
        """;

    private static final String AFTER = """
        apiserver_request_total{code="200",component="apiserver",dry_run="",group="",resource="pods",scope="resource",\
        subresource="status",verb="PATCH",version="v1"} 17
        apiserver_request_total{code="409",component="apiserver",dry_run="",group="",resource="pods",scope="resource",\
        subresource="status",verb="PATCH",version="v1"} 2
        apiserver_request_total{code="200",component="apiserver",dry_run="",group="",resource="pods",scope="resource",\
        subresource="",verb="DELETE",version="v1"} 3
        apiserver_request_total{code="200",component="apiserver",dry_run="",group="apps",resource="deployments",\
        scope="resource",subresource="",verb="PATCH",version="v1"} 5
        apiserver_terminated_watchers_total{group="",resource="pods"} 4
        apiserver_terminated_watchers_total{group="",resource="nodes"} 9
        """;

    @Test
    void countsWhatWasAdded() {
        var added = ApiServerMetrics.read(AFTER).since(ApiServerMetrics.read(BEFORE));

        assertThat(added.count("PATCH", "pods/status")).isEqualTo(12);
        assertThat(added.count("DELETE", "pods")).isEqualTo(3);
        assertThat(added.count("GET", "pods")).isZero();
        assertThat(added.answered(409)).isEqualTo(2);
        assertThat(added.droppedWatches()).isEqualTo(3);
    }

    @Test
    void leavesOutWhatPodbridgeDoesNotUse() {
        assertThat(ApiServerMetrics.read(AFTER).count("PATCH", "deployments")).isZero();
    }
}
