package dev.tollgate.domain;

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
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/// The rules stand on the JDK alone, touch nothing outside the process, and are told what time it is.
class FloorsTest {

    private static final JavaClasses DOMAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.tollgate.domain");

    @Test
    void the_rules_stand_on_the_jdk_alone() {
        noClasses().should().dependOnClassesThat(
                not(resideInAnyPackage("dev.tollgate.domain..", "java..", "javax.crypto..", "org.jspecify..",
                        "org.slf4j..")))
                .check(DOMAIN);
    }

    @Test
    void the_rules_open_no_socket_no_file_and_no_database() {
        // Of java.net only what handles text is harmless: even InetAddress asks a resolver.
        noClasses().should().dependOnClassesThat(
                resideInAnyPackage("java.sql..", "javax.sql..", "java.net.http..", "java.nio.file..",
                        "java.nio.channels..")
                        .or(nameMatching("java\\.io\\.(File|RandomAccessFile).*"))
                        .or(nameMatching("java\\.net\\.(?!URI|URLEncoder|URLDecoder|IDN).*")))
                .check(DOMAIN);
    }

    @Test
    void the_rules_are_told_what_time_it_is() {
        noClasses().should().callMethod(Instant.class, "now")
                .orShould().callMethod(Clock.class, "systemUTC")
                .orShould().callMethod(Clock.class, "systemDefaultZone")
                .orShould().callMethod(InstantSource.class, "system")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime")
                .check(DOMAIN);
    }

    @Test
    void no_two_packages_need_each_other() {
        slices().matching("dev.tollgate.domain.(**)").should().beFreeOfCycles().check(DOMAIN);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helper)").check(DOMAIN);
    }

    @Test
    void packages_are_named_for_features() {
        noClasses().that(resideInAPackage("dev.tollgate.domain..")).should()
                .resideInAnyPackage("..util..", "..common..", "..model..", "..service..", "..impl..").check(DOMAIN);
    }
}
