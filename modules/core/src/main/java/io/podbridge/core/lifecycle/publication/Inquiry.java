package io.podbridge.core.lifecycle.publication;

/**
 * The question to the API server whether it still has the pod, and as what. At most one read is under way, whoever
 * wants its answer.
 *
 * @param step how far it has got
 * @param doubted whether the pod's existence is in doubt, so that the question is put until it has an answer
 * @param known the version that was known when the read began, "" if none was
 * @param failures how often the question had no answer in a row
 * @param shownSince whether the feed has shown the pod since, so that the answer may be the older one of the two
 */
public record Inquiry(Step step, boolean doubted, String known, int failures, boolean shownSince) {

    /** The step that the question has reached. */
    public enum Step {
        /** Nothing is asked. */
        NONE,
        /** The read is under way. */
        READING,
        /** The read had no answer; {@link Timer#DOUBT} puts the question again. */
        PAUSING,
        /** The read did not find the pod; the feed is being asked whether that may be acted on. */
        CONFIRMING
    }

    /** Nothing is asked. */
    public static Inquiry none() {
        return new Inquiry(Step.NONE, false, "", 0, false);
    }

    /** Whether the read is under way. */
    public boolean reading() {
        return step == Step.READING;
    }

    /** Whether the feed is being asked. */
    public boolean confirming() {
        return step == Step.CONFIRMING;
    }

    /** Whether {@link Timer#DOUBT} is set. */
    public boolean timed() {
        return step == Step.PAUSING || step == Step.CONFIRMING;
    }

    /** The pod's existence is in doubt. */
    public Inquiry doubt() {
        return new Inquiry(step, true, known, failures, shownSince);
    }

    /** A read begins. */
    public Inquiry read(String version) {
        return new Inquiry(Step.READING, doubted, version, failures, false);
    }

    /** The feed has shown the pod, which is no answer, and may be newer than the one to come. */
    public Inquiry shown() {
        return new Inquiry(step, doubted, known, failures, true);
    }

    /** The read had no answer. */
    public Inquiry unanswered() {
        return doubted ? new Inquiry(Step.PAUSING, true, known, failures + 1, false) : none();
    }

    /** The read did not find the pod. */
    public Inquiry confirm() {
        return new Inquiry(Step.CONFIRMING, true, known, failures + 1, shownSince);
    }
}
