/** Defects for replicas of a trial: they show that the judge finds them. */
@NullMarked
package io.podbridge.faults.plant;

import org.jspecify.annotations.NullMarked;
