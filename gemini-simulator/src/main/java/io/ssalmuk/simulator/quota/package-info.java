/**
 * Decides which calls a project's quota lets through, and remembers the most that any window saw.
 */
@NullMarked
package io.ssalmuk.simulator.quota;

import org.jspecify.annotations.NullMarked;
