package io.ssalmuk.job;

/** What a broker queue is for: the jobs of one model bucket in one lane. */
public record Line(String bucket, Lane lane) {

    @Override
    public String toString() {
        return bucket + "." + lane.text();
    }
}
