package io.podbridge.testkit.controlplane;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a {@link ControlPlane} as a parameter of constructors, test and life cycle methods.
 *
 * <p>It is shared with the other classes of this JVM that ask for the same servers, so a test uses names of its own
 * (namespaces, nodes) and leaves the servers running. One that stops them asks for {@link #exclusive()}.
 *
 * <p>Where the programs are missing the tests are skipped, or fail when {@code PODBRIDGE_REQUIRE_CONTROL_PLANE=true}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ControlPlaneExtension.class)
public @interface WithControlPlane {

    /** Whether kube-scheduler runs. */
    boolean scheduler() default false;

    /** Whether kube-controller-manager runs. */
    boolean controllerManager() default false;

    /** More flags for kube-apiserver. */
    String[] apiServerFlags() default {};

    /** Whether this class has a control plane to itself, started before its first test and closed after its last. */
    boolean exclusive() default false;
}
