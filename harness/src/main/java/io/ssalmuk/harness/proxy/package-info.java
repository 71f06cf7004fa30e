/** Connections that can be cut and held up, and the calls that pass through them. */
@NullMarked
package io.ssalmuk.harness.proxy;

import org.jspecify.annotations.NullMarked;
