/** HTTP in and out: one request read whole, one reply written as it says, broken ones included. */
@NullMarked
package io.ssalmuk.simulator.exchange;

import org.jspecify.annotations.NullMarked;
