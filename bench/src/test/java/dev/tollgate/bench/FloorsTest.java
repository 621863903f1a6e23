package dev.tollgate.bench;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/// What the packages of the benchmark may know.
class FloorsTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.tollgate.bench");

    @Test
    void the_load_side_knows_neither_the_proxies_nor_the_product() {
        classes().that().resideInAnyPackage("dev.tollgate.bench.kernel..", "dev.tollgate.bench.load..").should()
                .onlyDependOnClassesThat().resideInAnyPackage("java..", "javax.net.ssl..", "org.jspecify..",
                        "dev.tollgate.bench.kernel..", "dev.tollgate.bench.load..").check(ALL);
    }

    @Test
    void the_report_knows_nothing_of_how_figures_came_about() {
        classes().that().resideInAPackage("dev.tollgate.bench.report..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "tools.jackson..", "dev.tollgate.bench.report..").check(
                        ALL);
    }

    @Test
    void no_two_packages_of_the_benchmark_need_each_other() {
        slices().matching("dev.tollgate.bench.(**)").should().beFreeOfCycles().check(ALL);
    }
}
