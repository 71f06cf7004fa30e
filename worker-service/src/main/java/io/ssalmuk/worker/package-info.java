/** The worker service. */
@NullMarked
package io.ssalmuk.worker;

import org.jspecify.annotations.NullMarked;
