/** This process's life in the cluster: its boot, its heartbeat, its duties, its orderly end. */
@NullMarked
package io.ssalmuk.worker.life;

import org.jspecify.annotations.NullMarked;
