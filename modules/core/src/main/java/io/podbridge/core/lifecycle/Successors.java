package io.podbridge.core.lifecycle;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The stages that may follow a stage, or each of a kind of stages. Tests fail on a transition that is not declared, and
 * on one that never occurs.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Successors {
    /** All of them, in the order of a pod's life; the stage itself is not named. */
    Class<? extends Stage>[] value();
}
