package dev.tollgate.app.wiring;

import dev.tollgate.app.settings.AuthSettings;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.AdmissionRules;
import dev.tollgate.domain.target.Guard;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.TargetRules;
import dev.tollgate.domain.webhook.ReceiverRules;
import java.util.Set;
import java.util.function.Supplier;

/// The rules of admission: of the settings, and of where this node can be reached, which may both change under it. Thread-safe.
final class RulesInForce implements Part, Supplier<AdmissionRules> {
    private final Supplier<Set<IpAddress>> addresses;
    private Supplier<Set<Integer>> ports = Set::of;
    private Settings settings;
    private Set<IpAddress> seen = Set.of();
    private volatile AdmissionRules rules;
    private volatile ReceiverRules receivers;

    /// @param addresses of this machine
    RulesInForce(Settings settings, Supplier<Set<IpAddress>> addresses) {
        this.settings = settings;
        this.addresses = addresses;
        this.rules = made();
        this.receivers = madeForReceivers();
    }

    /// Where webhooks may be.
    ReceiverRules receivers() {
        return receivers;
    }

    @Override
    public AdmissionRules get() {
        return rules;
    }

    /// From now on the node listens, on what `own` says whenever it is asked.
    synchronized void listensOn(Supplier<Set<Integer>> own) {
        ports = own;
        seen = addresses.get();
        make();
    }

    /// Notices addresses that came or went.
    synchronized void look() {
        Set<IpAddress> now = addresses.get();
        if (!now.equals(seen)) {
            seen = now;
            make();
        }
    }

    @Override
    public Runnable prepare(Settings next, Closing undo) {
        return () -> change(next);
    }

    private synchronized void change(Settings next) {
        settings = next;
        make();
    }

    private void make() {
        rules = made();
        receivers = madeForReceivers();
    }

    private AdmissionRules made() {
        return new AdmissionRules(settings.auth().mode() == AuthSettings.Mode.STRICT, settings.auth().throttle(),
                new TargetPolicy(settings.targets().rules(), own()),
                settings.kyc().requiredProducts());
    }

    private ReceiverRules madeForReceivers() {
        TargetRules open = new TargetRules(Guard.ENFORCE, Set.of(), Set.of(), settings.webhooks().allow());
        return new ReceiverRules(new TargetPolicy(open, own()));
    }

    private OwnListeners own() {
        return OwnListeners.of(seen, ports.get());
    }
}
