package dev.tollgate.gateway.record;

import dev.tollgate.domain.admission.Moment;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Both clocks of the data plane: the wall clock for what is recorded, the monotonic one for what is waited for.
public record ExchangeClock(InstantSource wall, LongSupplier nanos) {
    public Moment now() {
        return new Moment(wall.millis(), nanos.getAsLong());
    }
}
