package dev.tollgate.app;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/// The table of modules in ARCHITECTURE.md, and the packages of `app`.
class FloorsTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.tollgate");
    private static final String[] EVERYWHERE = {"java..", "javax..", "org.jspecify..", "org.slf4j..",
        "dev.tollgate.domain.."};

    private static void standsOn(String module, String... more) {
        var allowed = new ArrayList<>(List.of(EVERYWHERE));
        allowed.add("dev.tollgate." + module + "..");
        allowed.addAll(List.of(more));
        classes().that().resideInAPackage("dev.tollgate." + module + "..").should().onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new)).check(ALL);
    }

    @Test
    void the_gateway_stands_on_the_rules_netty_and_caffeine() {
        // Of the JDK beyond java and javax: the options of keep-alive probes.
        standsOn("gateway", "io.netty..", "com.github.benmanes.caffeine..", "jdk.net..");
    }

    @Test
    void the_store_stands_on_the_rules_and_sql() {
        standsOn("store", "org.jdbi..", "com.zaxxer.hikari..", "org.flywaydb..", "org.sqlite..", "org.postgresql..");
    }

    @Test
    void the_control_plane_stands_on_the_rules_http_and_json() {
        standsOn("control", "io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..", "tools.jackson..",
                "com.fasterxml.jackson.annotation..", "kotlin..");
    }

    @Test
    void nothing_but_the_app_and_the_benchmark_knows_the_app() {
        noClasses().that().resideOutsideOfPackages("dev.tollgate.app..", "dev.tollgate.bench..").should()
                .dependOnClassesThat().resideInAPackage("dev.tollgate.app..").check(ALL);
    }

    @Test
    void nothing_of_the_product_knows_the_benchmark() {
        noClasses().that().resideOutsideOfPackage("dev.tollgate.bench..").should().dependOnClassesThat()
                .resideInAPackage("dev.tollgate.bench..").check(ALL);
    }

    @Test
    void no_two_packages_of_the_app_need_each_other() {
        slices().matching("dev.tollgate.app.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helper)").check(ALL);
        noClasses().should().resideInAnyPackage("dev.tollgate..util..", "dev.tollgate..common..",
                "dev.tollgate..model..", "dev.tollgate..service..", "dev.tollgate..impl..").check(ALL);
    }

    @Test
    void the_settings_and_the_command_line_know_nothing_of_how_a_node_is_made() {
        noClasses().that().resideInAnyPackage("dev.tollgate.app.settings..", "dev.tollgate.app.cli..").should()
                .dependOnClassesThat().resideInAnyPackage("dev.tollgate.app.wiring..", "dev.tollgate.app.commands..",
                        "dev.tollgate.control..").check(ALL);
    }
}
