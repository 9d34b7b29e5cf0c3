/**
 * The settings of the whole: the blocks of all packages in one record. Nothing in core depends on this package; how a
 * file is read is in {@code core.config}, and each package owns its block.
 */
@NullMarked
package io.podbridge.core.settings;

import org.jspecify.annotations.NullMarked;
