/** What a Google project's quota allows: leases before each call, never more than the limit. */
@NullMarked
package io.ssalmuk.quota;

import org.jspecify.annotations.NullMarked;
