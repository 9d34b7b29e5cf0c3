/**
 * The configuration: HOCON text on one side, checked records on the other.
 *
 * <p>Start reading at {@link io.podbridge.core.config.SettingsReader}, with which each package reads the record of its
 * own tunables. {@code ConfigLoader} puts the layers together (command line, file, defaults); the record of all records
 * is in {@code core.settings}. Every default is in {@code conf/podbridge.conf}, with its reason, unit and range; there
 * is none in the code.
 *
 * <p>Depends on the configuration library only.
 */
@NullMarked
package io.podbridge.core.config;

import org.jspecify.annotations.NullMarked;
