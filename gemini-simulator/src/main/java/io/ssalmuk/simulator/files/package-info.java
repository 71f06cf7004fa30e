/** The Files API: resumable uploads, and the files of each project until they expire. */
@NullMarked
package io.ssalmuk.simulator.files;

import org.jspecify.annotations.NullMarked;
