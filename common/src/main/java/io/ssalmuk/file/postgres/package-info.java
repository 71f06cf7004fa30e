/** Files in PostgreSQL: who has which, which contents are in use, and which copies Google has. */
@NullMarked
package io.ssalmuk.file.postgres;

import org.jspecify.annotations.NullMarked;
