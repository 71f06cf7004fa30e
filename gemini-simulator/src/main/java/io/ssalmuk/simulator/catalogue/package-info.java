/** The models on offer, the bucket that each one's quota is kept in, and their usual limits. */
@NullMarked
package io.ssalmuk.simulator.catalogue;

import org.jspecify.annotations.NullMarked;
