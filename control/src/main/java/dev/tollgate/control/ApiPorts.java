package dev.tollgate.control;

import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.ledger.LedgerRepository;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.subuser.LastUse;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.domain.username.UsernameParser;
import dev.tollgate.domain.whitelist.WhitelistRepository;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What the API needs from the rest of the system.
///
/// @param usernames the grammar as the snapshot in force reads it
public record ApiPorts(
        AccountRepository accounts,
        LedgerRepository ledger,
        TokenRepository tokens,
        PlanRepository plans,
        SubUserRepository subUsers,
        WhitelistRepository whitelists,
        MemberPorts members,
        LastUse lastUse,
        AccessPublisher publisher,
        Supplier<UsernameParser> usernames,
        ServerKey key,
        SecretMaker secrets,
        Ulids ids,
        InstantSource clock) {}
