package dev.tollgate.gateway.http1;

/// What the fields of a response say about it. Filled by [ResponseJudge], then only read.
final class ResponseFacts {

    ResponseFraming framing = BodyFraming.NONE;
    boolean keepAlive;
    long declaredLength = -1;
}
