package io.ssalmuk.file;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where files lie.
 *
 * @param files a folder that the API and all workers see
 */
@ConfigurationProperties("ssalmuk")
record FileProperties(@DefaultValue("data/files") Path files) {}
