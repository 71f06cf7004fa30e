/** Holds what is known from outside of a chaos run to what must be true. */
@NullMarked
package io.ssalmuk.harness.check;

import org.jspecify.annotations.NullMarked;
