/** The worker service: ticket, permit, claim, call, settlement. */
@NullMarked
package io.ssalmuk.worker;

import org.jspecify.annotations.NullMarked;
