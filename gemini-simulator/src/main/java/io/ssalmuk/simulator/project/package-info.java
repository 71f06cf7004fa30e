/** Google projects, their API keys, and the ways in which a key dies. */
@NullMarked
package io.ssalmuk.simulator.project;

import org.jspecify.annotations.NullMarked;
