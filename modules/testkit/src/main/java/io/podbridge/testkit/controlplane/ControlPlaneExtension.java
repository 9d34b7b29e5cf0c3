package io.podbridge.testkit.controlplane;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what {@link WithControlPlane} promises. */
public final class ControlPlaneExtension implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {

    private static final Namespace NAMESPACE = Namespace.create(ControlPlaneExtension.class);
    private static final int LINES_SHOWN = 20;

    /** Says on the console why a test is skipped: Maven shows a number only. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ConditionEvaluationResult result = condition();
        if (result.isDisabled()) {
            System.err.println(context.getDisplayName() + " is skipped: "
                    + result.getReason().orElse(""));
        }
        return result;
    }

    static ConditionEvaluationResult condition() {
        try {
            ControlPlanePrograms.locate();
            return ConditionEvaluationResult.enabled("the control plane is there");
        } catch (ControlPlaneMissingException e) {
            return Requirement.isStrict()
                    ? ConditionEvaluationResult.enabled(Requirement.VARIABLE + " is set: let it fail")
                    : ConditionEvaluationResult.disabled(e.getMessage());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ControlPlane.class;
    }

    @Override
    public ControlPlane resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return controlPlane(context);
    }

    /** A failed assertion says what was seen; why is often in the log of a server. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        boolean failed = context.getExecutionException()
                .filter(reason -> !(reason instanceof ParameterResolutionException)) // it did not even start
                .isPresent();
        if (failed) {
            System.err.println(controlPlane(context).logTails(LINES_SHOWN));
        }
    }

    /** What servers, and for whom alone; "" for all. */
    private record Key(ControlPlaneOptions options, String owner) {}

    /** From the store of the annotated class when exclusive, else of the run: both close it when they end. */
    private static ControlPlane controlPlane(ExtensionContext context) {
        ExtensionContext annotated = annotatedClass(context);
        WithControlPlane wanted = annotated.getRequiredTestClass().getAnnotation(WithControlPlane.class);
        ControlPlaneOptions options = options(wanted);
        ExtensionContext owner = wanted.exclusive() ? annotated : context.getRoot();
        // A store looks into those of its parents too: by its options alone, an exclusive one would be the shared one.
        Key key = new Key(options, wanted.exclusive() ? annotated.getUniqueId() : "");
        return owner.getStore(NAMESPACE)
                .getOrComputeIfAbsent(key, it -> ControlPlane.start(it.options()), ControlPlane.class);
    }

    /** The context of the class that bears the annotation: for a test in a nested class it is one further up. */
    private static ExtensionContext annotatedClass(ExtensionContext context) {
        ExtensionContext at = context;
        while (!AnnotationSupport.isAnnotated(at.getTestClass(), WithControlPlane.class)
                || at.getTestMethod().isPresent()) {
            at = at.getParent()
                    .orElseThrow(() -> new IllegalStateException(
                            context.getDisplayName() + " uses the control plane without @WithControlPlane"));
        }
        return at;
    }

    private static ControlPlaneOptions options(WithControlPlane wanted) {
        return ControlPlaneOptions.plain()
                .withScheduler(wanted.scheduler())
                .withControllerManager(wanted.controllerManager())
                .withApiServerFlags(wanted.apiServerFlags());
    }
}
