package io.ssalmuk.worker.permit;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PermitProperties.class)
class PermitConfiguration {}
