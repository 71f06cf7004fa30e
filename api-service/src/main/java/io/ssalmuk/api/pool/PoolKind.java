package io.ssalmuk.api.pool;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which of the projects are in use.
 *
 * @param simulated those whose keys open a simulator, and no others
 */
@ConfigurationProperties("ssalmuk.ledger")
record PoolKind(@DefaultValue("false") boolean simulated) {}
