/// Figures and what is made of them: medians, ratios, a Markdown table and a JSON file. Knows nothing of how they were measured.
@NullMarked
package dev.tollgate.bench.report;

import org.jspecify.annotations.NullMarked;
