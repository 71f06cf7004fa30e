/** Measurements, run by hand. */
@NullMarked
package io.ssalmuk.benchmark.postgres;

import org.jspecify.annotations.NullMarked;
