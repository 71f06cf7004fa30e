/** The house rules that every module's tests check. */
@NullMarked
package io.ssalmuk.house;

import org.jspecify.annotations.NullMarked;
