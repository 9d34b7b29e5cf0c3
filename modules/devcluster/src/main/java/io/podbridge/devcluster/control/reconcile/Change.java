package io.podbridge.devcluster.control.reconcile;

import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.Optional;

/**
 * What became of an object since it was last looked at; versions between may have been left out.
 *
 * @param before absent if it was not there
 * @param now absent if it is gone
 */
public record Change(ObjectKey key, Optional<Observed> before, Optional<Observed> now) {

    public ResourceType type() {
        return key.type();
    }

    /** Whether the object that was there is no more, even if another of its name has come. */
    public boolean gone() {
        return before.isPresent()
                && !before.map(Observed::meta)
                        .map(Meta::uid)
                        .equals(now.map(Observed::meta).map(Meta::uid));
    }

    public Optional<PodView> podBefore() {
        return before.filter(PodView.class::isInstance).map(PodView.class::cast);
    }

    public Optional<PodView> podNow() {
        return now.filter(PodView.class::isInstance).map(PodView.class::cast);
    }

    public Optional<Observed.Whole> wholeNow() {
        return now.filter(Observed.Whole.class::isInstance).map(Observed.Whole.class::cast);
    }
}
