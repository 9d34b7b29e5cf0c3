package io.podbridge.core.kube;

import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form in which the API server says yes to a request. Whatever else answers in its place with a good HTTP status (a
 * proxy, a load balancer, a login page, another cluster) does not have it, and says nothing about any object.
 *
 * @param what for a person: {@code a PodList of v1}
 * @param reader empty if the answer is something else; may throw a {@link JacksonException} then
 */
record Expected<T>(String what, Function<byte[], Optional<T>> reader) {

    private static final String POD_LIST = "a PodList of v1 with a resourceVersion";

    private static final JsonMapper TREES = JsonMapper.shared();

    /** How the server shows an object to whoever wants no more than its metadata; an old one shows all of it. */
    private static final String METADATA_KIND = "PartialObjectMetadata";

    private static final String METADATA_VERSION = "meta.k8s.io/v1";

    /** The answer, if it is what was expected. */
    Optional<T> read(byte[] body) {
        try {
            return reader.apply(body);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** The server's version. */
    static Expected<String> version() {
        return new Expected<>(
                "the server's version",
                body -> JsonObjects.text(TREES.readTree(body), "gitVersion").filter(version -> !version.isEmpty()));
    }

    /** The pod that a path names. */
    static Expected<PodDecoder.Bound> pod(PodDecoder decoder, ApiTarget target) {
        return new Expected<>(
                "the Pod " + target.namespace() + "/" + target.name(),
                body -> Optional.of(decoder.decode(body, 0, body.length))
                        .filter(bound -> bound.isPod()
                                && bound.pod().id().name().equals(target.name())
                                && bound.pod().id().namespace().equals(target.namespace())));
    }

    /** A page of a list of pods. */
    static Expected<PodDecoder.Page> pods(PodDecoder decoder) {
        return new Expected<>(POD_LIST, decoder::decodeList);
    }

    /** The same, of which only the beginning is read. */
    static Expected<ListHead> podsHead() {
        return new Expected<>(POD_LIST, ListHead::of);
    }

    /** The object that was written, of which only the metadata were asked for; its new resourceVersion. */
    static Expected<String> written(ApiTarget target, String uid) {
        return new Expected<>(
                "the metadata of " + target + " with the UID " + uid,
                body -> Optional.of(ObjectHead.of(body))
                        .filter(head -> isMetadata(head, target) && head.uid().equals(uid))
                        .map(ObjectHead::resourceVersion));
    }

    /** The object that was removed, or the word that it is. */
    static Expected<String> removed(ApiTarget target, String uid) {
        return new Expected<>("that " + target + " is deleted", body -> {
            ObjectHead head = ObjectHead.of(body);
            boolean shown = isMetadata(head, target) && head.uid().equals(uid);
            return shown || isSuccess(body, target) ? Optional.of("") : Optional.empty();
        });
    }

    /** An object that is stored, or one that is made to be answered, as a review is. */
    static Expected<ApiObject> object(ApiTarget target) {
        return new Expected<>(
                "an object of " + target,
                body -> Optional.of(ObjectHead.of(body))
                        .filter(head -> isOf(head, target) && (!target.named() || isNamed(head, target)))
                        .map(head -> new ApiObject(head.uid(), head.resourceVersion(), TREES.readTree(body))));
    }

    private static boolean isMetadata(ObjectHead head, ApiTarget target) {
        return (head.is(METADATA_KIND, METADATA_VERSION) || isOf(head, target)) && isNamed(head, target);
    }

    private static boolean isOf(ObjectHead head, ApiTarget target) {
        return target.holds(head.kind()) && head.apiVersion().equals(target.apiVersion());
    }

    private static boolean isNamed(ObjectHead head, ApiTarget target) {
        return head.stored() && head.name().equals(target.name());
    }

    private static boolean isSuccess(byte[] body, ApiTarget target) {
        JsonNode status = TREES.readTree(body);
        return text(status, "kind").equals(ServerStatus.KIND)
                && text(status, "apiVersion").equals(ServerStatus.API_VERSION)
                && text(status, "status").equals("Success")
                && text(status.path("details"), "name").equals(target.name());
    }

    private static String text(JsonNode object, String field) {
        return JsonObjects.text(object, field).orElse("");
    }
}
