/** Gemini keys: encrypted at rest, redacted by type, readable in the worker only. */
@NullMarked
package io.ssalmuk.secret;

import org.jspecify.annotations.NullMarked;
