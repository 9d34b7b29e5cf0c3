package io.podbridge.devcluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is refused, and how that is said. */
abstract class BadInputCases extends ApiServerContract {

    @Test
    void noJson() {
        var refused = api.post(configMaps(), "{\"metadata\":");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/reason")).isEqualTo("BadRequest");
        assertThat(refused.at("/status")).isEqualTo("Failure");
    }

    @Test
    void noYaml() {
        assertThat(api.body("POST", configMaps(), "application/yaml", "metadata:\n\t- x: {")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void yamlIsTaken() {
        assertThat(api.body("POST", configMaps(), "application/yaml", "metadata:\n  name: yaml\ndata:\n  a: 'b'\n")
                        .ok()
                        .at("/data/a"))
                .isEqualTo("b");
    }

    @Test
    void anUnknownField() {
        String body = "{\"metadata\":{\"name\":\"%s\"},\"dada\":{\"a\":\"b\"}}";
        var strict = api.post(configMaps() + "?fieldValidation=Strict", body.formatted("a"));
        assertThat(strict.status()).isEqualTo(400);
        assertThat(strict.at("/message")).contains("strict decoding error: unknown field \"dada\"");
        var warned = api.post(configMaps(), body.formatted("b")).ok();
        assertThat(warned.warnings()).anyMatch(warning -> warning.contains("unknown field \\\"dada\\\""));
        assertThat(api.post(configMaps() + "?fieldValidation=Ignore", body.formatted("c"))
                        .ok()
                        .warnings())
                .isEmpty();
    }

    @Test
    void aFieldOfAnotherType() {
        var refused = api.post(configMaps(), "{\"metadata\":{\"name\":\"a\"},\"data\":[1]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/reason")).isEqualTo("BadRequest");
        assertThat(refused.at("/message")).startsWith("ConfigMap in version \"v1\" cannot be handled as a ConfigMap: ");
    }

    @Test
    void anotherKind() {
        var refused =
                api.post(configMaps(), "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/reason")).isEqualTo("BadRequest");
    }

    @Test
    void aNameThatIsNone() {
        var refused = api.post(configMaps(), "{\"metadata\":{\"name\":\"No Name\"}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/reason")).isEqualTo("Invalid");
        assertThat(refused.at("/message"))
                .startsWith(
                        "ConfigMap \"No Name\" is invalid: metadata.name: Invalid value: \"No Name\": a lowercase RFC"
                                + " 1123 subdomain must consist of");
        assertThat(refused.at("/details/causes/0/field")).isEqualTo("metadata.name");
        assertThat(refused.at("/details/causes/0/reason")).isEqualTo("FieldValueInvalid");
        assertThat(api.post(configMaps(), "{\"metadata\":{}}").at("/message"))
                .contains("name or generateName is required");
    }

    @Test
    void aPodWithoutContainers() {
        var refused = api.post(pods(), "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[]}}");
        assertFailure(refused, 422, "Invalid", "Pod \"a\" is invalid: spec.containers: Required value");
        assertThat(refused.at("/details/causes/0/reason")).isEqualTo("FieldValueRequired");
    }

    @Test
    void aPodWithTwoContainersOfOneName() {
        var refused = api.post(
                pods(),
                "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[{\"name\":\"x\",\"image\":\"i\"},{\"name\":\"x\",\"image\":\"i\"}]}}");
        assertFailure(refused, 422, "Invalid", "Pod \"a\" is invalid: spec.containers[1].name: Duplicate value: \"x\"");
    }

    @Test
    void aRestartPolicyThatIsNone() {
        var refused = api.post(pods(), podJson("a", "", "\"restartPolicy\":\"Sometimes\","));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/message"))
                .contains("spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\"");
    }

    @Test
    void aBodyThatIsTooLarge() {
        var refused = api.post(configMaps(), "{\"data\":{\"a\":\"" + "x".repeat(4 << 20) + "\"}}");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.at("/reason")).isEqualTo("RequestEntityTooLarge");
    }

    @Test
    void aMediaTypeThatIsNone() {
        assertThat(api.body("POST", configMaps(), "text/plain", "hello").status())
                .isEqualTo(415);
        assertThat(api.get(configMaps(), "image/png").status()).isEqualTo(406);
    }

    @Test
    void aTokenThatIsNone() {
        var refused = api.withToken("nonsense").get(configMaps());
        assertFailure(refused, 401, "Unauthorized", "Unauthorized");
    }

    @Test
    void aVersionThatIsNone() {
        assertThat(api.get(configMaps() + "?resourceVersion=abc").status()).isEqualTo(400);
        assertThat(api.get(configMaps() + "?limit=abc").status()).isEqualTo(400);
    }

    @Test
    void aMethodThatIsNone() {
        assertThat(api.body("POST", configMaps() + "/a", "application/json", "{}")
                        .status())
                .isEqualTo(405);
    }

    @Test
    void aReplacementOfAnother() {
        var made = makeConfigMap("a", "");
        var refused = api.put(configMaps() + "/b", made.text());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/message"))
                .isEqualTo("the name of the object (a) does not match the name on the URL (b)");
    }
}
