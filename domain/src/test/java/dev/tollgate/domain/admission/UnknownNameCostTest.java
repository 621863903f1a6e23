package dev.tollgate.domain.admission;

import dev.tollgate.domain.admission.SubUserAccess.Standing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.tollgate.domain.admission.AccessBuilder.KEY;
import static dev.tollgate.domain.admission.AccessBuilder.subUser;
import static dev.tollgate.domain.admission.Gate.username;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/// What an attempt costs must not tell whether its name exists, so the hash, the dearest part, is always computed.
class UnknownNameCostTest {

    @ParameterizedTest
    @CsvSource({"alice, wrong, 5", "alice, '', 0", "alice, -, 1", "gone, wrong, 5", "gone, '', 0", "nobody, wrong, 5",
        "nobody, '', 0", "nobody, -, 1"})
    void one_password_is_hashed_in_every_attempt(String name, String password, int bytes) {
        Gate gate = new Gate(subUser("alice").build(), subUser("gone").standing(Standing.DELETED).build());
        List<Integer> hashed = new ArrayList<>();
        Authenticator authenticator = new Authenticator(presented -> {
            hashed.add(presented.length);
            return KEY.hash(presented);
        }, new AuthThrottle());
        hashed.clear();

        authenticator.authenticate(
                new Credentials.Presented(username(name).getBytes(US_ASCII), password.getBytes(US_ASCII)), gate.source,
                gate.snapshots, gate.rules, gate.clock.now(), new CheckLog());

        assertThat(hashed).containsExactly(bytes);
    }
}
