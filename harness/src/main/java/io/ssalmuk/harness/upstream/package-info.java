/** The simulated upstream as a process, and its journal. */
@NullMarked
package io.ssalmuk.harness.upstream;

import org.jspecify.annotations.NullMarked;
