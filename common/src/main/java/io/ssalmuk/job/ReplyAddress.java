package io.ssalmuk.job;

/** Where the chunks of a streamed job go: one API process. */
public record ReplyAddress(String text) {}
