/** Runs of some minutes that hold the use of quota to figures. */
@NullMarked
package io.ssalmuk.harness.quota;

import org.jspecify.annotations.NullMarked;
