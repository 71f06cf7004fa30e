package io.ssalmuk.harness.check;

/**
 * A streamed answer, as far as it came to whoever listened.
 *
 * @param id of the job
 * @param text of all its chunks
 * @param whole its last line said that it was all
 */
public record Streamed(String id, String text, boolean whole) {}
