package io.podbridge.devcluster.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.resource.GroupVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of k8s.io/apiserver pkg/endpoints/request/requestinfo_test.go, as far as it concerns this server. */
class RequestInfoTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                // method, target, verb, group, version, namespace, resource, subresource, name
                "GET,/api/v1/namespaces,list,'',v1,'',namespaces,'',''",
                "GET,/api/v1/namespaces/other,get,'',v1,other,namespaces,'',other",
                "PUT,/api/v1/namespaces/other/finalize,update,'',v1,other,namespaces,finalize,other",
                "PATCH,/api/v1/namespaces/other/status,patch,'',v1,other,namespaces,status,other",
                "GET,/api/v1/namespaces/other/pods,list,'',v1,other,pods,'',''",
                "GET,/api/v1/namespaces/other/pods/foo,get,'',v1,other,pods,'',foo",
                "HEAD,/api/v1/namespaces/other/pods/foo,get,'',v1,other,pods,'',foo",
                "GET,/api/v1/namespaces/other/pods/foo/status,get,'',v1,other,pods,status,foo",
                "GET,/api/v1/pods,list,'',v1,'',pods,'',''",
                "HEAD,/api/v1/pods,list,'',v1,'',pods,'',''",
                "GET,/api/v1/pods?watch=true,watch,'',v1,'',pods,'',''",
                "GET,/api/v1/pods?watch=1&limit=5,watch,'',v1,'',pods,'',''",
                "GET,/api/v1/pods?watch,watch,'',v1,'',pods,'',''",
                "GET,/api/v1/pods?watch=false,list,'',v1,'',pods,'',''",
                "GET,/api/v1/pods?watch=0,list,'',v1,'',pods,'',''",
                "GET,/api/v1/watch/pods,watch,'',v1,'',pods,'',''",
                "GET,/api/v1/watch/namespaces/other/pods,watch,'',v1,other,pods,'',''",
                "GET,/api/v1/watch/namespaces/other/pods/foo,watch,'',v1,other,pods,'',foo",
                "POST,/api/v1/namespaces/other/pods,create,'',v1,other,pods,'',''",
                "POST,/api/v1/namespaces/other/pods/foo/binding,create,'',v1,other,pods,binding,foo",
                "DELETE,/api/v1/namespaces/other/pods/foo,delete,'',v1,other,pods,'',foo",
                "DELETE,/api/v1/namespaces/other/pods,deletecollection,'',v1,other,pods,'',''",
                "PATCH,/apis/apps/v1/namespaces/other/deployments/foo/scale,patch,apps,v1,other,deployments,scale,foo",
                "GET,/apis/apps/v1/deployments/,list,apps,v1,'',deployments,'',''",
                "GET,//api/v1/nodes/n1,get,'',v1,'',nodes,'',n1",
                "GET,/api/v1/nodes/n%201,get,'',v1,'',nodes,'','n 1'",
                "BREW,/api/v1/nodes/n1,'','',v1,'',nodes,'',n1",
            })
    void namesObjects(
            String method,
            String target,
            String verb,
            String group,
            String version,
            String namespace,
            String resource,
            String subresource,
            String name) {
        var info = RequestInfo.parse(method, target);
        assertThat(info.verb()).isEqualTo(verb);
        assertThat(info.path()).isInstanceOfSatisfying(RequestPath.Resource.class, path -> {
            assertThat(path.groupVersion()).isEqualTo(new GroupVersion(group, version));
            assertThat(path.namespace()).isEqualTo(namespace);
            assertThat(path.plural()).isEqualTo(resource);
            assertThat(path.subresource()).isEqualTo(subresource);
            assertThat(path.name()).isEqualTo(name);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/apis",
        "/apis/apps",
        "/apis/apps/v1",
        "/apis/apps/v1/",
        "/version",
        "/healthz",
        "/healthz/etcd/more",
        "/openapi/v3/api/v1"
    })
    void namesSomethingElse(String target) {
        var info = RequestInfo.parse("GET", target);
        assertThat(info.path()).isEqualTo(new RequestPath.Other(target));
        assertThat(info.verb()).isEqualTo("get");
    }

    @Test
    void leavesProxiedPathsAsTheyAre() {
        var info = RequestInfo.parse("GET", "/api/v1/nodes/n1/proxy/a%2Fb/c/?x=1");
        assertThat(info.path())
                .isEqualTo(new RequestPath.Resource(
                        new GroupVersion("", "v1"), "", "nodes", "n1", "proxy", "/a%2Fb/c/", false));
    }

    @Test
    void readsQueries() {
        var query = Query.parse("labelSelector=a%3Db%2Cc+in+%28d%29&command=a&command=b%20c&empty=&bare&bad=%zz");
        assertThat(query.get("labelSelector")).isEqualTo("a=b,c in (d)");
        assertThat(query.all("command")).containsExactly("a", "b c");
        assertThat(query.flag("empty")).isTrue();
        assertThat(query.flag("bare")).isTrue();
        assertThat(query.flag("absent")).isFalse();
        assertThat(query.get("bad")).isEqualTo("%zz");
    }
}
