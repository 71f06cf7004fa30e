/** Which models are known, how their quota buckets are spelled, and the limits of each tier. */
@NullMarked
package io.ssalmuk.catalogue;

import org.jspecify.annotations.NullMarked;
