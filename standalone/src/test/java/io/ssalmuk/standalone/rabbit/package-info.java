/** What the services ask of a broker, asked of standalone's. */
@NullMarked
package io.ssalmuk.standalone.rabbit;

import org.jspecify.annotations.NullMarked;
