package io.ssalmuk.api.problem;

import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsInsteadOfPages(
            JsonMapper json) {
        return factory -> factory.addContextCustomizers(context -> install(context, json));
    }

    private static void install(Context context, JsonMapper json) {
        var host = (StandardHost) context.getParent();
        host.getPipeline().addValve(new ProblemValve(json));
        // Tomcat adds its own valve unless one of this class is already there.
        host.setErrorReportValveClass(ProblemValve.class.getName());
    }
}
