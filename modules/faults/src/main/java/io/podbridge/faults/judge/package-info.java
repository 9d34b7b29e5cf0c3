/**
 * Says what became of the pods of a run. Reads two files and nothing else: the ledger of the simulated platform, and
 * the record of what was wanted. Shares no code with what is judged.
 *
 * <p>Start reading at {@link io.podbridge.faults.judge.Judge}.
 */
@NullMarked
package io.podbridge.faults.judge;

import org.jspecify.annotations.NullMarked;
