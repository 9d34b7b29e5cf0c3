package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListHeadTest {
    private static final String ITEMS = "\"items\":[{\"metadata\":{\"resourceVersion\":\"7\",\"continue\":\"no\"}}]";

    @Test
    void isReadWhereverItStands() {
        String type = "\"kind\":\"PodList\",\"apiVersion\":\"v1\"";
        String metadata = "\"metadata\":{\"resourceVersion\":\"9\",\"continue\":\"token\"}";
        assertThat(read("{" + type + "," + metadata + "," + ITEMS + "}"))
                .isEqualTo(read("{" + ITEMS + "," + metadata + "," + type + "}"))
                .isEqualTo(new ListHead("9", "token"));
    }

    @Test
    void theRestIsNotRead() {
        assertThat(
                        read(
                                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":!"))
                .isEqualTo(new ListHead("9", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "[]",
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\"}",
                "{\"kind\":\"NodeList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"9\"}}",
                "{\"kind\":\"PodList\",\"apiVersion\":\"v2\",\"metadata\":{\"resourceVersion\":\"9\"}}"
            })
    void anythingElseIsNoList(String body) {
        assertThat(Expected.podsHead().read(bytes(body))).isEmpty();
    }

    private static ListHead read(String body) {
        return Expected.podsHead().read(bytes(body)).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
