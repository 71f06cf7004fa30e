/** Classes that each break one house rule; outside every component scan. */
@NullMarked
package broken;

import org.jspecify.annotations.NullMarked;
