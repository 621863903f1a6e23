package dev.tollgate.domain.traffic;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.CheckLog;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Everything known of one exchange when it is over. Each exchange ends in exactly one; access log, metrics and metering are
/// fed by it and thus agree (G§18).
///
/// @param requestId the one the client was shown
/// @param startedAt its first byte
/// @param tls whether the client came inside TLS
/// @param caller whose it is
/// @param method of a plain request
/// @param target if the request came so far
/// @param tag the client's own label, if valid
/// @param httpStatus sent to the client, or what a refusal means in HTTP; empty for a SOCKS success and for a client that
/// left before an answer
/// @param socks of a SOCKS5 client; empty if it was told nothing
/// @param answeredAfter from the first byte to the success that a target stood behind: its answer, or that a tunnel is there
/// @param error why it was refused, if it was
/// @param code the code that was sent: the error's, with its slug for a family
/// @param trueCode the cause, where the sent code hides it
/// @param delayed how late the refusal was answered
/// @param checks which checks ran
/// @param bytesIn from the client, by G§18; 0 for refusals before check `exit`
/// @param bytesOut to the client
public record ExchangeRecord(
        RequestId requestId,
        Instant startedAt,
        Duration duration,
        ExchangeProtocol protocol,
        boolean tls,
        IpAddress source,
        Caller caller,
        Optional<String> method,
        Optional<Target> target,
        Optional<String> tag,
        Optional<ExitId> exit,
        OptionalInt httpStatus,
        Optional<SocksStatus> socks,
        Optional<Duration> answeredAfter,
        Optional<GatewayError> error,
        Optional<String> code,
        Optional<GatewayError> trueCode,
        Duration delayed,
        CheckLog checks,
        long bytesIn,
        long bytesOut,
        Ending ending) {

    /// Whose an exchange is, as far as it came to light.
    ///
    /// @param subUser named by the username, whether or not it was proven
    /// @param proven whether the credentials held
    /// @param username in its canonical form
    /// @param environment of the sub-user; production where none is known
    public record Caller(
            Optional<AccountId> account,
            Optional<SubUserId> subUser,
            Optional<String> subUserName,
            boolean proven,
            Optional<String> username,
            Optional<Product> product,
            Environment environment) {
        public static final Caller UNKNOWN = new Caller(Optional.empty(), Optional.empty(), Optional.empty(), false,
                Optional.empty(), Optional.empty(), Environment.LIVE);

        /// Whether nothing of this exchange left the node.
        public boolean inSandbox() {
            return environment == Environment.TEST;
        }
    }
}
