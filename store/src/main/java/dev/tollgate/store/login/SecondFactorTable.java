package dev.tollgate.store.login;

import dev.tollgate.domain.login.SecondFactor;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.secret.SecretHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// The tables `second_factors` and `recovery_codes`.
final class SecondFactorTable {
    private final Handle handle;

    SecondFactorTable(Handle handle) {
        this.handle = handle;
    }

    Optional<SecondFactor> find(MemberId member) {
        return handle.select("""
                SELECT sealed_key, confirmed, used_step,
                    (SELECT COUNT(*) FROM recovery_codes WHERE member = second_factors.member) AS codes_left
                FROM second_factors
                WHERE member = ?""", member.value()).map((row, _) -> factor(row)).findOne();
    }

    void replace(MemberId member, String sealedKey) {
        remove(member);
        handle.execute("INSERT INTO second_factors (member, sealed_key, confirmed) VALUES (?, ?, FALSE)",
                member.value(), sealedKey);
    }

    boolean confirm(MemberId member, String sealedKey, long step) {
        return handle.execute("""
                UPDATE second_factors
                SET confirmed = TRUE, used_step = ?
                WHERE member = ? AND sealed_key = ? AND NOT confirmed""", step, member.value(), sealedKey) == 1;
    }

    void insertRecoveryCodes(MemberId member, List<SecretHash> codes) {
        codes.forEach(code -> handle.execute("INSERT INTO recovery_codes (member, hash) VALUES (?, ?)",
                member.value(), code.hex()));
    }

    boolean useStep(MemberId member, long step) {
        return handle.execute("""
                UPDATE second_factors
                SET used_step = ?
                WHERE member = ? AND confirmed AND used_step < ?""", step, member.value(), step) == 1;
    }

    boolean useRecoveryCode(MemberId member, SecretHash code) {
        return handle.execute("DELETE FROM recovery_codes WHERE member = ? AND hash = ?", member.value(),
                code.hex()) == 1;
    }

    int recoveryCodesLeft(MemberId member) {
        return handle.select("SELECT COUNT(*) FROM recovery_codes WHERE member = ?", member.value())
                .mapTo(Integer.class).one();
    }

    void remove(MemberId member) {
        handle.execute("DELETE FROM second_factors WHERE member = ?", member.value());
    }

    private static SecondFactor factor(ResultSet row) throws SQLException {
        long step = row.getLong("used_step");
        OptionalLong usedStep = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(step);
        return new SecondFactor(row.getString("sealed_key"), row.getBoolean("confirmed"), usedStep,
                row.getInt("codes_left"));
    }
}
