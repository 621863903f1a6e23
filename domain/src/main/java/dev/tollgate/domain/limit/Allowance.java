package dev.tollgate.domain.limit;

/// How much a sub-user may have of one product (G§15): its own figures and the plan's for the product.
///
/// @param concurrentMax slots of the sub-user in total
/// @param rpsMax exchanges a second of the sub-user in total
/// @param productConcurrent slots of the sub-user for the product
/// @param productRps exchanges a second of the sub-user for the product
public record Allowance(int concurrentMax, int rpsMax, int productConcurrent, int productRps) {}
