/** Leases permits for the tickets in this worker's hands. */
@NullMarked
package io.ssalmuk.worker.permit;

import org.jspecify.annotations.NullMarked;
