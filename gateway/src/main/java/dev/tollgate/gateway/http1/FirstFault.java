package dev.tollgate.gateway.http1;

/// The first fault found in a head, if any. Confined to one parser, which is the only one to read it.
final class FirstFault {

    private HeadFault fault = HeadFault.BAD_REQUEST;
    private String detail = "";

    /// Notes a fault; always false, for `return firstFault.refuse(...)`.
    boolean refuse(HeadFault why, String sentence) {
        fault = why;
        detail = sentence;
        return false;
    }

    boolean refuse(String sentence) {
        return refuse(HeadFault.BAD_REQUEST, sentence);
    }

    HeadFault fault() {
        return fault;
    }

    String detail() {
        return detail;
    }
}
