package io.ssalmuk.api.generate;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Numbers as JSON has them. */
final class Numbers {

    /** Google's whole numbers have 32 bits, and some 64. */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    /** Also 8192.0, which is how some languages write 8192. */
    static boolean isWhole(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong();
        }
        // The size first: the digits of 1e999999999 would fill the memory.
        return node.isNumber()
                && node.decimalValue().abs().compareTo(LARGEST) <= 0
                && node.decimalValue().stripTrailingZeros().scale() <= 0;
    }
}
