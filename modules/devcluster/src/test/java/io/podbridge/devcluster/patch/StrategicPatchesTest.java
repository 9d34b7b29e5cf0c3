package io.podbridge.devcluster.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.Patch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StrategicPatchesTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.core.json.JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .enable(tools.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();

    /** Paths in the first column stand for the objects around: {@code spec} for {@code {spec:{...}}}. */
    @ParameterizedTest(name = "{0} {1} + {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        Pod metadata    | {labels:{a:'1',b:'2'}}     | {labels:{b:null,c:'3'}}       | {labels:{a:'1',c:'3'}}
        Pod spec        | {nodeName:'x'}             | {nodeName:'y'}                | {nodeName:'y'}
        Pod spec        | {}                         | {securityContext:{a:null,b:1}}| {securityContext:{b:1}}
        Pod spec        | {containers:[{name:'a',image:'1'},{name:'b'}]}| {containers:[{name:'a',image:'2'}]} | {containers:[{name:'a',image:'2'},{name:'b'}]}
        Pod spec        | {containers:[{name:'a'}]}  | {containers:[{name:'b'}]}     | {containers:[{name:'b'},{name:'a'}]}
        Pod spec        | {containers:[{name:'a'},{name:'b'}]} | {containers:[{name:'a',$patch:'delete'}]} | {containers:[{name:'b'}]}
        Pod spec        | {containers:[{name:'a'},{name:'b'}]} | {containers:[{$patch:'replace'},{name:'c'}]} | {containers:[{name:'c'}]}
        Pod spec        | {containers:[{name:'a',env:[{name:'A',value:'1'}]}]} | {containers:[{name:'a',env:[{name:'B',value:'2'}]}]} | {containers:[{name:'a',env:[{name:'B',value:'2'},{name:'A',value:'1'}]}]}
        Pod spec        | {containers:[{name:'a'},{name:'b'}]} | {$setElementOrder/containers:[{name:'b'},{name:'a'}]} | {containers:[{name:'b'},{name:'a'}]}
        Pod spec        | {containers:[{name:'a'}]}  | {$setElementOrder/containers:[{name:'a'},{name:'b'}],containers:[{name:'b',image:'i'}]} | {containers:[{name:'a'},{name:'b',image:'i'}]}
        Pod spec        | {containers:[{name:'x'},{name:'a'}]} | {$setElementOrder/containers:[{name:'a'},{name:'b'}],containers:[{name:'b'}]} | {containers:[{name:'x'},{name:'a'},{name:'b'}]}
        Pod spec        | {}                         | {$setElementOrder/containers:[{name:'a'}],containers:[{name:'a'}]} | {containers:[{name:'a'}]}
        Pod spec        | {containers:[{name:'d',ports:[{containerPort:53,protocol:'UDP'},{containerPort:53,protocol:'TCP'}]}]} | {containers:[{name:'d',ports:[{containerPort:80}]}]} | {containers:[{name:'d',ports:[{containerPort:80},{containerPort:53,protocol:'UDP'},{containerPort:53,protocol:'TCP'}]}]}
        Pod spec        | {tolerations:[{key:'a'},{key:'b'}]} | {tolerations:[{key:'c'}]} | {tolerations:[{key:'c'}]}
        Pod spec        | {volumes:[{name:'v',emptyDir:{}}]} | {volumes:[{$retainKeys:['name','configMap'],name:'v',configMap:{name:'c'}}]} | {volumes:[{name:'v',configMap:{name:'c'}}]}
        Pod spec        | {volumes:[]}               | {volumes:[{$retainKeys:['name'],name:'v'}]} | {volumes:[{name:'v'}]}
        Pod metadata    | {finalizers:['a','b']}     | {finalizers:['c']}            | {finalizers:['c','a','b']}
        Pod metadata    | {finalizers:['a','b']}     | {finalizers:['b']}            | {finalizers:['a','b']}
        Pod metadata    | {finalizers:['a','b','c']} | {$deleteFromPrimitiveList/finalizers:['a','c']} | {finalizers:['b']}
        Pod metadata    | {finalizers:['a','b','c']} | {$deleteFromPrimitiveList/finalizers:['c'],$setElementOrder/finalizers:['b','a']} | {finalizers:['b','a']}
        Pod metadata    | {}                         | {$deleteFromPrimitiveList/finalizers:['a']} | {}
        Pod metadata    | {finalizers:['a']}         | {finalizers:null}             | {}
        Pod metadata    | {ownerReferences:[{uid:'1',name:'a'}]} | {ownerReferences:[{uid:'1',$patch:'delete'}]} | {ownerReferences:[]}
        Pod status      | {conditions:[{type:'Ready',status:'False'}]} | {conditions:[{type:'Ready',status:'True'},{type:'Other'}]} | {conditions:[{type:'Ready',status:'True'},{type:'Other'}]}
        Pod status      | {podIPs:[{ip:'1'}]}        | {podIPs:[{ip:'2'}]}           | {podIPs:[{ip:'2'},{ip:'1'}]}
        Pod status      | {containerStatuses:[{name:'a'}]} | {containerStatuses:[{name:'b'}]} | {containerStatuses:[{name:'b'}]}
        Node spec       | {taints:[{key:'a'}]}       | {taints:[{key:'b'}]}          | {taints:[{key:'b'}]}
        Node status     | {addresses:[{type:'InternalIP',address:'1'}]} | {$setElementOrder/addresses:[{type:'Hostname'},{type:'InternalIP'}],addresses:[{type:'Hostname',address:'h'}]} | {addresses:[{type:'Hostname',address:'h'},{type:'InternalIP',address:'1'}]}
        Service spec    | {ports:[{port:80,name:'a'}]} | {ports:[{port:80,targetPort:8080}]} | {ports:[{port:80,name:'a',targetPort:8080}]}
        Deployment spec | {strategy:{type:'RollingUpdate',rollingUpdate:{maxSurge:1}}} | {strategy:{$retainKeys:['type'],type:'Recreate'}} | {strategy:{type:'Recreate'}}
        Deployment spec | {template:{spec:{containers:[{name:'a',image:'1',tty:true}]}}} | {template:{spec:{containers:[{name:'a',image:'2'}]}}} | {template:{spec:{containers:[{name:'a',image:'2',tty:true}]}}}
        Deployment spec | {template:{metadata:{labels:{a:'1'}}}} | {template:{metadata:{$patch:'replace',labels:{b:'2'}}}} | {template:{metadata:{labels:{b:'2'}}}}
        Deployment spec | {template:{metadata:{labels:{a:'1'}}}} | {template:{metadata:{labels:{$patch:'delete'}}}} | {template:{metadata:{labels:{}}}}
        Job status      | {conditions:[{type:'A'}]}  | {conditions:[{type:'B'}]}     | {conditions:[{type:'B'},{type:'A'}]}
        PodDisruptionBudget spec | {selector:{matchLabels:{a:'1'}}} | {selector:{matchLabels:{b:'2'}}} | {selector:{matchLabels:{b:'2'}}}
        ServiceAccount - | {secrets:[{name:'a'}],imagePullSecrets:[{name:'x'}]} | {secrets:[{name:'b'}],imagePullSecrets:[{name:'y'}]} | {secrets:[{name:'b'},{name:'a'}],imagePullSecrets:[{name:'y'}]}
        Widget spec     | {containers:[{name:'a'}]}  | {containers:[{name:'b'}]}     | {containers:[{name:'b'}]}
        """)
    void merges(String place, String before, String patch, String after) {
        var current = wrapped(place, before);

        var result = patched(place, current, patch);

        assertThat(result).isEqualTo(wrapped(place, after));
        assertThat(current).isEqualTo(wrapped(place, before));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        Pod spec     | {containers:[{name:'a'}]} | {containers:[{image:'x'}]}        | 500 | map: map[image:x] does not contain declared merge key: name
        Pod spec     | {containers:[{name:'a'}]} | {containers:[{$patch:'delete'}]}  | 500 | map: map[$patch:delete] does not contain declared merge key: name
        Pod spec     | {containers:[{name:'a'}]} | {containers:[{name:'a',$patch:'merge'}]} | 500 | merging lists cannot yet be specified in the patch
        Pod spec     | {containers:[{name:'a'}]} | {containers:['a']}                | 500 | list element types are not identical: [[map[name:a]] [a]]
        Pod spec     | {containers:[{name:'a'}]} | {containers:[['a']],$setElementOrder/containers:'a'} | 500 | expected a []interface {}, but received a string
        Pod spec     | {nodeSelector:{}}         | {nodeSelector:{$patch:'x'}}       | 500 | unknown patch type: x in map: map[$patch:x]
        Pod spec     | {volumes:[{name:'v'}]}    | {volumes:[{name:'v',$retainKeys:['name'],emptyDir:{}}]} | 400 | invalid patch format of retainKeys
        Pod spec     | {}                        | {$setElementOrder:[]}             | 400 | invalid patch format of setElementOrder list
        Pod metadata | {}                        | {$deleteFromPrimitiveList:[]}     | 400 | invalid patch format of primitive list
        Pod metadata | {finalizers:[]}           | {finalizers:[['a']]}              | 422 | the server rejected our request due to an error in our request
        Pod metadata | {finalizers:['a']}        | {$setElementOrder/finalizers:['a'],finalizers:['b']} | 500 | "The order in patch list:\n[b]\n doesn't match $setElementOrder list:\n[a]\n"
        """)
    void refusesAsKubeApiserverDoes(String place, String before, String patch, int code, String message) {
        var failure = catchThrowableOfType(ApiFailure.class, () -> patched(place, wrapped(place, before), patch));

        assertThat(failure).hasMessage(message.replace("\\n", "\n"));
        assertThat(failure.code()).isEqualTo(code);
    }

    @Test
    void refusesWhatIsNoObject() {
        var patch = new Patch(Patch.Type.STRATEGIC, JSON.readTree("[]"));

        var failure = catchThrowableOfType(
                ApiFailure.class, () -> Patches.apply(patch, JSON.createObjectNode(), Types.of("Pod")));

        assertThat(failure.code()).isEqualTo(400);
    }

    private static ObjectNode patched(String place, ObjectNode current, String patch) {
        var kind = place.substring(0, place.indexOf(' '));
        return Patches.apply(new Patch(Patch.Type.STRATEGIC, wrapped(place, patch)), current, Types.of(kind));
    }

    private static ObjectNode wrapped(String place, String json) {
        var inner = (ObjectNode) JSON.readTree(json.replaceAll("(\\$[A-Za-z]+/[A-Za-z]+|\\$[A-Za-z]+):", "'$1':"));
        var field = place.substring(place.indexOf(' ') + 1);
        return field.equals("-") ? inner : JSON.createObjectNode().set(field, inner);
    }
}
