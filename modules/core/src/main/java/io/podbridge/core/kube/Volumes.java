package io.podbridge.core.kube;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Tells the user's volumes from the one that the API server's ServiceAccount admission adds to nearly every pod, and
 * that most providers leave out. It appears as a field {@code serviceAccountToken}, though it is none.
 */
final class Volumes {

    /** Source: plugin/pkg/admission/serviceaccount of Kubernetes, ServiceAccountVolumeName. */
    private static final String TOKEN_VOLUME = "kube-api-access-";

    private Volumes() {}

    /** Notes the fields of {@code spec.volumes}; {@code spec} and {@code volumes} are their places. */
    static void read(JsonParser parser, FieldPaths paths, FieldPaths.Node volumes, FieldPaths.Collected set) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            FieldPaths.Collected ofVolume = paths.collect();
            if (volume(parser, volumes.elements(), new SpecFields(ofVolume))) {
                set.add(paths.spec().field("serviceAccountToken"));
            } else {
                set.addAll(ofVolume);
            }
        }
    }

    /** Whether a list of mounts has any that the user wrote. */
    static boolean mountsOfUser(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return false;
        }
        boolean ofUser = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            ofUser |= !nameOf(parser).startsWith(TOKEN_VOLUME);
        }
        return ofUser;
    }

    /** Whether it is the token volume: by its name, and by its kind. */
    private static boolean volume(JsonParser parser, FieldPaths.Node at, SpecFields fields) {
        boolean[] token = new boolean[2];
        Tokens.fields(parser, (name, value) -> {
            FieldPaths.Node field = at.field(name);
            switch (name) {
                case "name" -> token[0] = fields.text(field, value).startsWith(TOKEN_VOLUME);
                case "projected" -> {
                    token[1] = true;
                    kind(field, value, fields);
                }
                default -> kind(field, value, fields);
            }
        });
        return token[0] && token[1];
    }

    /** The kind of a volume counts also where nothing more is said of it: {@code emptyDir: {}}. */
    private static void kind(FieldPaths.Node field, JsonParser value, SpecFields fields) {
        fields.note(field, value.currentToken() == JsonToken.START_OBJECT);
        value.skipChildren();
    }

    private static String nameOf(JsonParser parser) {
        String[] found = {""};
        Tokens.fields(parser, (name, value) -> {
            if (name.equals("name")) {
                found[0] = Tokens.text(value);
            } else {
                value.skipChildren();
            }
        });
        return found[0];
    }
}
