package io.ssalmuk.file.postgres;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose copies are deleted here.
 *
 * @param simulated of simulated projects, and of no others: their keys open nothing else
 */
@ConfigurationProperties("ssalmuk.ledger")
record CopyProperties(@DefaultValue("false") boolean simulated) {}
