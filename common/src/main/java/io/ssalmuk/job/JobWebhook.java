package io.ssalmuk.job;

/**
 * An address that is told of one job's end.
 *
 * @param wholeResult whether it is sent the answer too
 * @param lane what is shared by addresses that may hold each other up
 */
public record JobWebhook(String url, boolean wholeResult, String lane) {}
