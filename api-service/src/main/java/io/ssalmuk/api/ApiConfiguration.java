package io.ssalmuk.api;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
