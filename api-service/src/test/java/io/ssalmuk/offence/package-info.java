/** What the architecture tests must find, out of the reach of component scans. */
@NullMarked
package io.ssalmuk.offence;

import org.jspecify.annotations.NullMarked;
