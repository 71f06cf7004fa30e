/** Which worker processes are alive, and which of them has a duty. */
@NullMarked
package io.ssalmuk.cluster;

import org.jspecify.annotations.NullMarked;
