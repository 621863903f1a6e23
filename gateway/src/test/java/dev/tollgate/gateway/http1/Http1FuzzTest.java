package dev.tollgate.gateway.http1;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Fuzz targets. An ordinary run replays the seeds; with `JAZZER_FUZZ=1` one target at a time searches on.
class Http1FuzzTest {

    @FuzzTest(maxDuration = "60s")
    void any_request_head(byte[] bytes) {
        Http1Properties.checkRequest(Http1Properties.text(bytes));
    }

    @FuzzTest(maxDuration = "60s")
    void any_response_head(byte[] bytes) {
        Http1Properties.checkResponse(Http1Properties.text(bytes), bytes.length % 2 == 0);
    }

    @FuzzTest(maxDuration = "60s")
    void any_chunks(byte[] bytes) {
        Http1Properties.checkChunks(Http1Properties.text(bytes));
    }
}
