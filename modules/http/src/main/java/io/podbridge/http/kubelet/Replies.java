package io.podbridge.http.kubelet;

import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.util.ByteString;

/** Responses with a whole body. */
final class Replies {

    private Replies() {}

    static HttpResponse text(int status, String text) {
        return HttpResponse.create()
                .withStatus(StatusCodes.get(status))
                .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, text));
    }

    static HttpResponse of(Reply reply) {
        return text(reply.status(), reply.text());
    }

    static HttpResponse json(ByteString document) {
        return good(ContentTypes.APPLICATION_JSON, document);
    }

    static HttpResponse good(ContentType type, ByteString document) {
        return HttpResponse.create().withEntity(HttpEntities.create(type, document));
    }
}
