/** Reads and writes JSON the way proto-JSON does, where a field has two spellings. */
@NullMarked
package io.ssalmuk.simulator.json;

import org.jspecify.annotations.NullMarked;
