/**
 * {@code podbridge demo}: an API server, replicas in JVMs of their own, sample pods, and what becomes of them, line by
 * line. {@code Demo} is the order of things; what a line or a command says is decided by pure functions beside it
 * ({@code DemoLines}, {@code Hints}, {@code LogLines}, {@code PodSummary}).
 */
@NullMarked
package io.podbridge.app.demo;

import org.jspecify.annotations.NullMarked;
