/** Who may submit jobs, and the keys by which they are known. */
@NullMarked
package io.ssalmuk.client;

import org.jspecify.annotations.NullMarked;
