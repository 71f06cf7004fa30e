package io.ssalmuk.api.access;

import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration implements WebMvcConfigurer {

    private final ClientAccess clients;
    private final AdminAccess admin;
    private final EitherAccess either;

    AccessConfiguration(ClientAccess clients, AdminAccess admin, EitherAccess either) {
        this.clients = clients;
        this.admin = admin;
        this.either = either;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(clients).addPathPatterns("/api/**");
        registry.addInterceptor(admin).addPathPatterns("/admin/**");
        registry.addInterceptor(either).addPathPatterns("/queue-status");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ClientIdResolver());
    }
}
