package io.ssalmuk.api.stream;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
class StreamConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> peers() {
        return factory ->
                factory.addContextCustomizers(
                        context -> context.getPipeline().addValve(new PeerValve()));
    }
}
