package io.podbridge.devcluster.control.reconcile;

import static io.podbridge.devcluster.resource.ResourceTypes.PODS;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.WriteOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out what a controller decided. */
final class ActionRunner {
    private static final int NOT_FOUND = 404;

    private final Api api;
    private final WriteOptions options;
    private final EventRecorder events;

    ActionRunner(Api api, String controller) {
        this.api = api;
        this.options = WriteOptions.of(controller);
        this.events = new EventRecorder(api, controller);
    }

    /** @return the failure after which the rest was left */
    Optional<ApiFailure> run(List<Action> actions, Instant now) {
        for (var action : actions) {
            try {
                run(action, now);
            } catch (ApiFailure failure) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }

    private void run(Action action, Instant now) {
        switch (action) {
            case Action.Create create -> create(create, now);
            case Action.Update(var key, var subresource, var body) -> api.update(key, subresource, body, options);
            case Action.Modify(var key, var subresource, var patch) ->
                unlessGone(() -> api.patch(key, subresource, patch, options));
            case Action.Delete(var key, var how) -> unlessGone(() -> api.delete(key, how));
            case Action.Bind bind -> bind(bind);
            case Action.Tell tell -> events.record(tell, now);
        }
    }

    private void create(Action.Create create, Instant now) {
        try {
            var made = api.create(create.type(), create.namespace(), create.body(), options);
            if (create.type().equals(PODS)) {
                var message = "Created pod: " + made.key().name();
                events.record(new Action.Tell(create.owner(), false, "SuccessfulCreate", message), now);
            }
        } catch (ApiFailure failure) {
            events.record(
                    new Action.Tell(create.owner(), true, "FailedCreate", "Error creating: " + failure.getMessage()),
                    now);
            throw failure;
        }
    }

    private void bind(Action.Bind bind) {
        var binding = Json.object().put("apiVersion", "v1").put("kind", "Binding");
        binding.putObject("metadata")
                .put("name", bind.pod().name())
                .put("namespace", bind.pod().namespace())
                .put("uid", bind.uid());
        binding.putObject("target").put("apiVersion", "v1").put("kind", "Node").put("name", bind.node());
        api.bind(bind.pod(), binding, options);
    }

    private static void unlessGone(Runnable write) {
        try {
            write.run();
        } catch (ApiFailure failure) {
            if (failure.code() != NOT_FOUND) {
                throw failure;
            }
        }
    }
}
