package dev.tollgate.control.http;

import dev.tollgate.control.TestApi;
import dev.tollgate.control.authentication.TokenPrincipal;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.traffic.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// How much is remembered for when the store is away.
class StaleReadsTest {

    private static final Instant NOW = TestApi.START;
    private static final IpAddress SOURCE = IpAddress.parse("203.0.113.7").orElseThrow();
    private static final Call.Caller CALLER = caller();

    private final StaleReads reads = new StaleReads(new ServerKey(new byte[ServerKey.LENGTH]), () -> TestApi.BRAND);

    private static Call.Caller caller() {
        Account account = new Account(new AccountId("usr_1"), "a@acme.example", Optional.empty(), "pro",
                AccountStatus.ACTIVE, false, KycStatus.APPROVED, NOW, 1);
        ApiToken token = new ApiToken(new TokenId("tok_1"), account.id(), "t", Environment.LIVE, Set.of(Scope.READ),
                List.of(), "", NOW, Optional.empty(), Optional.empty(), 1);
        return new Call.Caller(new TokenPrincipal(token, account, Optional.empty(), SOURCE, Optional.empty(),
                new RequestId("req_1")), Plan.shipped().getFirst());
    }

    private static Call call(String path) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(StaleReadsTest.class.getClassLoader(),
                new Class<?>[]{HttpServletRequest.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRequestURI" -> path;
                    case "getQueryString" -> "q=1";
                    case "getHeaders" -> Collections.emptyEnumeration();
                    default -> throw new IllegalArgumentException(method.getName());
                });
        return new Call(request, new RequestId("req_1"));
    }

    private void remember(String path, int size) {
        reads.remember(call(path), CALLER, new Rendered(200, AnswerWriter.JSON, Map.of(), new byte[size]), NOW);
    }

    private boolean known(String path) {
        return reads.recall(call(path), SOURCE, NOW).isPresent();
    }

    @Test
    void what_was_asked_least_recently_is_forgotten_first() {
        int size = 64 << 10;
        int room = StaleReads.MOST_BYTES / (size + 512);
        for (int i = 0; i < room; i++) {
            remember("/" + i, size);
        }
        assertThat(known("/0")).isTrue();

        remember("/more", size);

        assertThat(known("/0")).isTrue();
        assertThat(known("/1")).isFalse();
        assertThat(known("/more")).isTrue();
    }

    @Test
    void the_same_question_takes_its_room_once() {
        for (int i = 0; i < 1_000; i++) {
            remember("/same", 64 << 10);
        }
        remember("/other", 10);

        assertThat(known("/same")).isTrue();
        assertThat(known("/other")).isTrue();
    }

    @Test
    void a_very_large_answer_is_not_remembered() {
        remember("/large", (64 << 10) + 1);

        assertThat(known("/large")).isFalse();
    }
}
