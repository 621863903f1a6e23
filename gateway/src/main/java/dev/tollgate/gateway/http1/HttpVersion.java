package dev.tollgate.gateway.http1;

/// The version a peer speaks. Every 1.x other than 1.0 is treated as 1.1.
public enum HttpVersion {
    HTTP_1_0, HTTP_1_1
}
