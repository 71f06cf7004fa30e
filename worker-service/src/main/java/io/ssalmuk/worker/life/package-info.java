/** This process's life in the cluster: its boot, its heartbeat, its duties, its orderly end. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.worker.life;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
