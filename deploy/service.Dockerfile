# One recipe for both services: docker build -f deploy/service.Dockerfile --build-arg SERVICE=api-service .
FROM maven:3-eclipse-temurin-25 AS build
ARG SERVICE
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -pl "$SERVICE" -am -Dmaven.test.skip=true -Dspotless.check.skip=true package \
    && java -Djarmode=tools -jar "$SERVICE"/target/*-exec.jar extract --layers --launcher --destination /layers
COPY deploy/Health.java /health/
RUN javac -d /health /health/Health.java

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 ssalmuk \
    && useradd --system --uid 10001 --gid ssalmuk --home-dir /app ssalmuk \
    && install -d -o ssalmuk -g ssalmuk /app /files
USER ssalmuk
WORKDIR /app
# From what changes least to what changes most, so that a new version is a small download.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /health/Health.class ./health/
COPY --from=build /layers/application/ ./
# Out of memory, a process ends and is started again; half of it would be of no use to anybody.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dcom.zaxxer.hikari.aliveBypassWindowMs=10000"
ARG HEALTH_URL
ENV HEALTH_URL=$HEALTH_URL
# A class of our own instead of curl, which the image does not have.
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=3 \
    CMD ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m", "-cp", "/app/health", "Health"]
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
