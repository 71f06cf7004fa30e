/** Somebody who receives webhooks, and not always well. */
@NullMarked
package io.ssalmuk.harness.receiver;

import org.jspecify.annotations.NullMarked;
