package io.ssalmuk.webhook;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HookProperties.class)
class HookConfiguration {

    @Bean
    HookRules hookRules(HookProperties properties) {
        return new HookRules(properties.allowed(), properties.refused());
    }
}
