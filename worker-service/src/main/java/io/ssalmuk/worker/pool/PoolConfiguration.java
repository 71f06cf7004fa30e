package io.ssalmuk.worker.pool;

import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.secret.MasterKey;
import io.ssalmuk.secret.SigningOpener;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PoolProperties.class)
class PoolConfiguration {

    @Bean
    KeyRings.Opened openedKeyRing(KeyRings rings, PoolProperties properties) {
        return rings.open(MasterKey.all(properties.masterKey()));
    }

    @Bean
    SigningOpener signingOpener(KeyRings rings, PoolProperties properties) {
        return rings.signingOpener(MasterKey.all(properties.masterKey()));
    }
}
