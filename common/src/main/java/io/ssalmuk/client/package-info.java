/** Who may submit jobs. */
@NullMarked
package io.ssalmuk.client;

import org.jspecify.annotations.NullMarked;
