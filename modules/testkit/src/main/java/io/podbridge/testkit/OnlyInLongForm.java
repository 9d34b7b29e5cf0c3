package io.podbridge.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The same as other tests from a further side: skipped in the short form ({@link LongForm}). */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
        named = LongForm.PROPERTY,
        matches = "true",
        disabledReason = "only in the long form of the tests: mvn verify -Plong")
public @interface OnlyInLongForm {}
