/** Takes tickets from the broker and takes each to an end: permit, claim, call, settlement. */
@NullMarked
package io.ssalmuk.worker.ticket;

import org.jspecify.annotations.NullMarked;
