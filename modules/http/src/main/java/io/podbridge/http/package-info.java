/** The kubelet API of a replica: HTTPS, logs, exec, attach, port-forward and stats. */
@NullMarked
package io.podbridge.http;

import org.jspecify.annotations.NullMarked;
