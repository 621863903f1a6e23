package dev.tollgate.domain.target;

import dev.tollgate.domain.address.Cidr;
import java.util.Optional;

/// One hole in the address guard, an entry of `targets.allow`.
public sealed interface AllowRule {

    /// Every address of the range, at every port.
    record Range(Cidr cidr) implements AllowRule {

        @Override
        public String toString() {
            return cidr.toString();
        }
    }

    /// One host at one port; a name with whatever it resolves to.
    record HostPort(Host host, int port) implements AllowRule {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /// One name, with whatever it resolves to, at every port.
    record Named(Host.Name name) implements AllowRule {

        @Override
        public String toString() {
            return name.toString();
        }
    }

    /// What became of a text that should be a rule.
    sealed interface Reading {

        record Valid(AllowRule rule) implements Reading {}

        record Invalid(String why) implements Reading {}
    }

    /// Reads `10.0.0.0/8`, `10.0.0.1`, `fd00::/8`, `10.0.0.1:8080`, `[fd00::1]:8080`, `intranet.example:8080` or
    /// `intranet.example`.
    static Reading parse(String text) {
        Optional<Cidr> cidr = Cidr.parse(text);
        if (cidr.isPresent()) {
            return new Reading.Valid(new Range(cidr.get()));
        }
        if (text.indexOf('/') >= 0) {
            return new Reading.Invalid("not a range: write it like 10.0.0.0/8, all bits behind the length zero");
        }
        if (text.indexOf('*') >= 0) {
            return new Reading.Invalid("wildcards are not known: name each host, or give a range");
        }
        return TargetSyntax.hasPort(text) ? hostPort(text) : host(text);
    }

    private static Reading hostPort(String text) {
        return switch (TargetSyntax.authority(text)) {
            case TargetReading.Valid(Target target) ->
                new Reading.Valid(new HostPort(target.host().folded(), target.port()));
            case TargetReading.Invalid(String why) -> new Reading.Invalid(why);
        };
    }

    private static Reading host(String text) {
        return switch (HostSyntax.read(text)) {
            case HostReading.Valid(Host.Name name) -> new Reading.Valid(new Named(name));
            case HostReading.Valid(Host.Literal literal) ->
                new Reading.Valid(new Range(Cidr.single(literal.address().folded())));
            case HostReading.Invalid(String why) -> new Reading.Invalid(why);
        };
    }
}
