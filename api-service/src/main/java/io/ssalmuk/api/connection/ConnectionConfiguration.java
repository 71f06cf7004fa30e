package io.ssalmuk.api.connection;

import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    /** Comes after Boot's own, which sets what the settings say. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionsThatFit() {
        return factory ->
                factory.addConnectorCustomizers(connector -> {
                    if (connector.getProtocolHandler() instanceof AbstractProtocol<?> http) {
                        ConnectionRoom.bound(http, Runtime.getRuntime().maxMemory());
                    }
                });
    }
}
