/**
 * PostgreSQL for standalone: unpacked once, durable, behind a password, and stopped with the
 * process that started it.
 */
@NullMarked
package io.ssalmuk.standalone.postgres;

import org.jspecify.annotations.NullMarked;
