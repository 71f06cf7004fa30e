/** Ssalmuk's HTTP API as a client sees it. */
@NullMarked
package io.ssalmuk.harness.client;

import org.jspecify.annotations.NullMarked;
