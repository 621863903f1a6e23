package dev.tollgate.gateway.http1;

/// What the fields of a request say about it. Filled by [RequestJudge], then only read.
final class RequestFacts {

    static final int ABSENT = -1;

    BodyFraming framing = BodyFraming.NONE;
    boolean keepAlive;
    boolean expectsContinue;
    boolean wantsTrailers;
    int host = ABSENT;
    long maxForwards = ABSENT;
    int proxyAuthorization = ABSENT;
    int tag = ABSENT;
    int tagCount;
}
