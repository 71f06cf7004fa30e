package io.ssalmuk.secret;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    @Bean
    KeyRings keyRings(KeyRingStore store) {
        return new KeyRings(store);
    }
}
