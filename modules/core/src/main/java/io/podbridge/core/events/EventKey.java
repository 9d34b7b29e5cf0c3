package io.podbridge.core.events;

import io.podbridge.core.kube.EventDocument.Subject;

/** What makes two events the same, so that they are counted and not repeated. */
record EventKey(Subject subject, boolean warning, String reason, String message) {
    /** As long as a message may be in {@code events.k8s.io/v1}. */
    private static final int MESSAGE_LIMIT = 1024;

    private static final String CUT = "…";

    static EventKey of(EventRecorder.Record event) {
        var pod = event.pod();
        var subject = new Subject("Pod", pod.namespace(), pod.name(), pod.uid());
        return new EventKey(subject, event.warning(), event.reason(), cut(event.message()));
    }

    static EventKey of(EventRecorder.RecordNode event) {
        var subject = new Subject("Node", "", event.nodeName(), event.nodeUid());
        return new EventKey(subject, event.warning(), event.reason(), cut(event.message()));
    }

    private static String cut(String message) {
        return message.length() <= MESSAGE_LIMIT ? message : message.substring(0, MESSAGE_LIMIT - 1) + CUT;
    }
}
