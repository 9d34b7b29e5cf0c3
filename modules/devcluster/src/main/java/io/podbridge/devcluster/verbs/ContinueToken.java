package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the next page of a list begins, in the form of {@code k8s.io/apiserver/pkg/storage/continue.go}.
 *
 * @param revision the state that is paged through
 * @param place of the first object of the page
 */
record ContinueToken(long revision, String place) {

    String encode() {
        ObjectNode token = Json.object().put("v", "meta.k8s.io/v1").put("rv", revision).put("start", place);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.encode(token));
    }

    static ContinueToken decode(String text) {
        try {
            ObjectNode token = Json.parse(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            OptionalLong revision = Json.number(token, "rv");
            if (revision.isPresent() && !Json.text(token, "start").isEmpty()) {
                return new ContinueToken(revision.getAsLong(), Json.text(token, "start"));
            }
            throw malformed("incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
        } catch (IllegalArgumentException | JacksonException broken) {
            throw malformed("not a token of this server");
        }
    }

    private static ApiFailure malformed(String why) {
        return Failures.badRequest("invalid continue token: continue key is not valid: " + why);
    }
}
