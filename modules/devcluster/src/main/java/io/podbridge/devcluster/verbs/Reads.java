package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Details;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.api.ObjectPage;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.api.WatchOptions;
import io.podbridge.devcluster.api.WatchSink;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.store.Forgotten;
import io.podbridge.devcluster.store.ObjectStore;
import io.podbridge.devcluster.store.ObjectStore.Start;
import io.podbridge.devcluster.store.Selection;
import io.podbridge.devcluster.store.Snapshot;
import java.util.List;

/** Get, list and watch. */
final class Reads {
    private static final String CONTINUE_EXPIRED =
            "The provided continue parameter is too old to display a consistent list result. You can start a new list"
                    + " without the continue parameter.";

    private final ObjectStore store;

    Reads(ObjectStore store) {
        this.store = store;
    }

    StoredObject get(ObjectKey key) {
        return store.find(key).orElseThrow(() -> Failures.notFound(key));
    }

    ObjectPage list(ResourceType type, String namespace, ListOptions options) {
        ListChecks.check(options);
        Selection selection = Selections.of(type, namespace, options.labelSelector(), options.fieldSelector());
        if (!options.continueToken().isEmpty()) {
            ContinueToken token = ContinueToken.decode(options.continueToken());
            Snapshot snapshot = store.snapshot(type, token.revision())
                    .orElseThrow(() -> Failures.expired(CONTINUE_EXPIRED));
            return page(type, snapshot, selection, token.place(), options.limit());
        }
        return page(type, wanted(type, options), selection, "", options.limit());
    }

    private Snapshot wanted(ResourceType type, ListOptions options) {
        Snapshot now = store.snapshot(type);
        long revision = Revisions.ofList(options.resourceVersion());
        if (revision > now.revision()) {
            throw Failures.tooLarge(revision, now.revision());
        }
        if (options.resourceVersionMatch().equals("Exact")) {
            return store.snapshot(type, revision)
                    .orElseThrow(() -> Failures.expired("The resourceVersion for the provided list is too old."));
        }
        return now;
    }

    private ObjectPage page(ResourceType type, Snapshot snapshot, Selection selection, String from, long limit) {
        Snapshot.Page page = snapshot.page(selection, from, limit);
        page.next().ifPresent(more -> store.keep(type, snapshot));
        return new ObjectPage(
                List.copyOf(page.items()),
                snapshot.revision(),
                page.next()
                        .map(place -> new ContinueToken(snapshot.revision(), place).encode())
                        .orElse(""),
                page.remaining());
    }

    Runnable watch(ResourceType type, String namespace, WatchOptions options, WatchSink sink) {
        ListChecks.check(options);
        Selection selection = Selections.of(type, namespace, options.labelSelector(), options.fieldSelector());
        long revision = Revisions.ofWatch(options.resourceVersion());
        if (options.initialEvents() && revision > store.revision()) {
            throw Failures.tooLarge(revision, store.revision());
        }
        Start start = options.initialEvents() || revision == 0
                ? new Start.Initial(options.initialEvents() && options.bookmarks())
                : new Start.After(revision);
        try {
            return store.watch(type, selection, start, options.bookmarks(), sink);
        } catch (Forgotten forgotten) {
            throw new ApiFailure(
                    410,
                    "Expired",
                    "too old resource version: " + forgotten.wanted() + " (" + forgotten.oldest() + ")",
                    Details.NONE);
        }
    }
}
