/**
 * Starts all of Ssalmuk as processes, loads and breaks it, and checks from outside what came of it.
 */
@NullMarked
package io.ssalmuk.harness;

import org.jspecify.annotations.NullMarked;
