package dev.tollgate.gateway.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/// A way of attacking, and all we try of it. Every attempt meets the same kind of answer.
record HostileClass(String name, List<Attempt> attempts) {

    HostileClass {
        attempts = List.copyOf(attempts);
    }

    static HostileClass of(String name, Verdict verdict, String... messages) {
        return new HostileClass(name, Arrays.stream(messages).map(message -> new Attempt(message, verdict)).toList());
    }

    static HostileClass of(String name, Verdict verdict, Stream<String> messages) {
        return of(name, verdict, messages.toArray(String[]::new));
    }

    static HostileClass of(String name, Attempt... attempts) {
        return new HostileClass(name, List.of(attempts));
    }

    /// Its row in the document.
    String row() {
        return "| %s | %d | %s |".formatted(name, attempts.size(), attempts.getFirst().verdict().text());
    }

    /// For a parametrised test: what to call it, and the attempt.
    static Stream<Arguments> attemptsOf(List<HostileClass> classes) {
        return classes.stream().flatMap(one -> Stream.iterate(0, i -> i < one.attempts.size(), i -> i + 1)
                .map(i -> arguments(one.name.replace("`", "") + ", " + (i + 1), one.attempts.get(i))));
    }
}
