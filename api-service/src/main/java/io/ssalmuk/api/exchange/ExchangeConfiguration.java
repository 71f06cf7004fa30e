package io.ssalmuk.api.exchange;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsProperties.class)
class ExchangeConfiguration {

    /** How long a browser remembers what it may do; none remembers it for longer than this. */
    private static final Duration REMEMBERED = Duration.ofHours(2);

    /** As a filter: a browser asks beforehand without a key, which no handler would let pass. */
    @Bean
    FilterRegistrationBean<CorsFilter> cors(CorsProperties properties) {
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", rules(properties.origins()));
        var filter = new FilterRegistrationBean<>(new CorsFilter(source));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        filter.setEnabled(!properties.origins().isEmpty());
        return filter;
    }

    private static CorsConfiguration rules(List<String> origins) {
        var rules = new CorsConfiguration();
        rules.setAllowedOrigins(origins);
        rules.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        rules.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        // Keys travel in a header of their own, so no page acts with somebody else's cookies.
        rules.setAllowCredentials(false);
        rules.setExposedHeaders(
                List.of(
                        HttpHeaders.LOCATION,
                        HttpHeaders.RETRY_AFTER,
                        HttpHeaders.WWW_AUTHENTICATE,
                        "RateLimit",
                        "RateLimit-Policy",
                        Exchange.REQUEST_ID,
                        Exchange.REPLAYED,
                        Exchange.PROCESS_TIME));
        rules.setMaxAge(REMEMBERED);
        return rules;
    }
}
