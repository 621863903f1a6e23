package dev.tollgate.gateway.http1;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static dev.tollgate.gateway.http1.Http1Properties.text;

/// Fuzz targets before [NettyOracle]. An ordinary run replays the seeds; with `JAZZER_FUZZ=1` one target at a time searches on.
class NettyFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void netty_agrees_on_any_request(byte[] bytes) {
        NettyOracle.agreesOnRequest(text(bytes));
        NettyOracle.agreesOnForwarded(text(bytes));
    }

    @FuzzTest(maxDuration = "60s")
    void netty_agrees_on_any_answer(byte[] bytes) {
        NettyOracle.agreesOnResponse(text(bytes));
    }

    @FuzzTest(maxDuration = "60s")
    void netty_agrees_on_any_chunks(byte[] bytes) {
        NettyOracle.agreesOnChunks(text(bytes));
    }
}
