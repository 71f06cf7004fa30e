/** The api service. */
@NullMarked
package io.ssalmuk.api;

import org.jspecify.annotations.NullMarked;
