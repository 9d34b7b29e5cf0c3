package io.podbridge.http.kubelet;

import java.util.Map;
import org.apache.pekko.http.impl.engine.server.UpgradeToOtherProtocolResponseHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * Hands a connection over after "101 Switching Protocols". The header that carries the flow is internal to Pekko HTTP
 * (its WebSockets and HTTP/2 are made with it) and has no public counterpart: it is named here and nowhere else.
 */
final class UpgradeResponses {

    private UpgradeResponses() {}

    /**
     * @param protocol as in the response's {@code Upgrade}
     * @param headers further headers of the response
     * @param <M> ignored
     */
    static <M> HttpResponse switching(
            String protocol, Map<String, String> headers, Flow<ByteString, ByteString, M> flow) {
        // The modelled Connection header; a raw one would be dropped, and nothing switched.
        HttpResponse response = HttpResponse.create()
                .withStatus(StatusCodes.SWITCHING_PROTOCOLS)
                .addHeader(Connection.create("Upgrade"))
                .addHeader(RawHeader.create("Upgrade", protocol));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.addHeader(RawHeader.create(header.getKey(), header.getValue()));
        }
        Flow<ByteString, ByteString, Object> any = flow.mapMaterializedValue(value -> value);
        return response.addHeader(new UpgradeToOtherProtocolResponseHeader(any.asScala()));
    }
}
