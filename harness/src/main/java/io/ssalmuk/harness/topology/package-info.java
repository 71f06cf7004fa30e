/** Everything together, on free ports and in a folder that is removed at the end. */
@NullMarked
package io.ssalmuk.harness.topology;

import org.jspecify.annotations.NullMarked;
