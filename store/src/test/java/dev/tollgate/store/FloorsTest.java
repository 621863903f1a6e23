package dev.tollgate.store;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class FloorsTest {
    private static final JavaClasses STORE = new ClassFileImporter().withImportOption(
            new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tollgate.store");

    @Test
    void the_store_knows_the_domain_and_sql_only() {
        classes().should().onlyDependOnClassesThat().resideInAnyPackage("java.io..", "java.lang..", "java.math..",
                "java.net..", "java.nio..", "java.sql..", "java.time..", "java.util..", "javax.sql..",
                "dev.tollgate.domain..", "dev.tollgate.store..", "org.jdbi..", "com.zaxxer.hikari..", "org.flywaydb..",
                "org.sqlite..", "org.postgresql..", "org.slf4j..", "org.jspecify..").check(STORE);
    }

    @Test
    void no_two_packages_need_each_other() {
        slices().matching("dev.tollgate.store.(*)..").should().beFreeOfCycles().check(STORE);
    }

    @Test
    void only_the_database_package_knows_which_database_it_is() {
        noClasses().that().resideOutsideOfPackage("dev.tollgate.store.database").should().dependOnClassesThat()
                .resideInAnyPackage("org.sqlite..", "org.postgresql..", "com.zaxxer.hikari..", "org.flywaydb..").check(
                        STORE);
    }

    @Test
    void nobody_reads_a_clock() {
        noClasses().should().callMethod(Instant.class, "now").orShould()
                .callMethod(System.class, "currentTimeMillis").check(STORE);
    }
}
