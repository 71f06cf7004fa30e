package io.ssalmuk.client;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.repository.config.BootstrapMode;

/** Tells JPA where to look: it would search the service's own packages, where nothing is. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = ClientConfiguration.class)
@EnableJpaRepositories(
        basePackageClasses = ClientConfiguration.class,
        // Hibernate takes longer to start than all else together, and may do so beside it.
        bootstrapMode = BootstrapMode.DEFERRED)
class ClientConfiguration {}
