/** The ways in which a call goes wrong though its quota and its key are good. */
@NullMarked
package io.ssalmuk.simulator.fault;

import org.jspecify.annotations.NullMarked;
