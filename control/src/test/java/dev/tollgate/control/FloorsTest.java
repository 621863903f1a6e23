package dev.tollgate.control;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/// The API stands on the rules and its HTTP and JSON libraries, and only its edge knows HTTP.
class FloorsTest {

    private static final JavaClasses CONTROL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.tollgate.control");

    @Test
    void the_api_knows_neither_the_database_nor_the_gateway() {
        noClasses().should().dependOnClassesThat(not(resideInAnyPackage("dev.tollgate.control..",
                "dev.tollgate.domain..", "java..", "javax.net.ssl..", "org.jspecify..", "org.slf4j..",
                "tools.jackson..", "com.fasterxml.jackson.annotation..", "io.javalin..", "jakarta.servlet..",
                "org.eclipse.jetty..", "kotlin..",
                "org.bouncycastle.."))).check(CONTROL);
        noClasses().should().dependOnClassesThat(resideInAPackage("java.sql..")).check(CONTROL);
    }

    @Test
    void only_the_edge_knows_an_http_library() {
        noClasses().that(not(resideInAPackage("dev.tollgate.control.http"))).should().dependOnClassesThat(
                resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..")).check(CONTROL);
    }

    @Test
    void only_the_package_of_passwords_knows_a_cryptographic_library() {
        noClasses().that(not(resideInAPackage("dev.tollgate.control.password"))).should().dependOnClassesThat(
                resideInAPackage("org.bouncycastle..")).check(CONTROL);
    }

    @Test
    void no_resource_knows_the_edge() {
        noClasses().that(not(resideInAnyPackage("dev.tollgate.control", "dev.tollgate.control.http")))
                .should().dependOnClassesThat(resideInAPackage("dev.tollgate.control.http")).check(CONTROL);
    }

    @Test
    void no_two_packages_need_each_other() {
        slices().matching("dev.tollgate.control.(*)..").should().beFreeOfCycles().check(CONTROL);
    }

    @Test
    void nobody_asks_what_time_it_is() {
        noClasses().should().callMethod(Instant.class, "now")
                .orShould().callMethod(Clock.class, "systemUTC")
                .orShould().callMethod(Clock.class, "systemDefaultZone")
                .orShould().callMethod(InstantSource.class, "system")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime")
                .check(CONTROL);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helper)").check(CONTROL);
    }
}
