package io.ssalmuk.api.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may administer.
 *
 * @param adminToken one that opens the admin API, or several with names; empty closes it
 */
@ConfigurationProperties("ssalmuk")
record AccessProperties(@DefaultValue("") String adminToken) {

    AccessProperties {
        adminToken = adminToken.strip();
    }

    @Override
    public String toString() {
        return "AccessProperties[adminToken=***]";
    }
}
