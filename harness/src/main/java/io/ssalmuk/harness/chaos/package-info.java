/** Breaks everything at random while numbered jobs pass. */
@NullMarked
package io.ssalmuk.harness.chaos;

import org.jspecify.annotations.NullMarked;
