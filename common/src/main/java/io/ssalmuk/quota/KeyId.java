package io.ssalmuk.quota;

/** A Gemini key, by number; logs and messages name keys this way only. */
public record KeyId(long value) {}
