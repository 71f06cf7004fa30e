package io.ssalmuk.api.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a stop looks like from outside.
 *
 * @param drain for how long requests are still taken after it was said that there will be none
 */
@ConfigurationProperties("ssalmuk")
record HealthProperties(@DefaultValue("2s") Duration drain) {}
