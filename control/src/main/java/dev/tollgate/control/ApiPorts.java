package dev.tollgate.control;

import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.control.system.NodeFigures;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.idempotency.AnswerRepository;
import dev.tollgate.domain.limit.ApiRates;
import dev.tollgate.domain.node.NodeRepository;
import dev.tollgate.domain.plan.PlanRepository;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.subuser.LastUse;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.domain.username.UsernameParser;
import dev.tollgate.domain.whitelist.WhitelistRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the API needs from the rest of the system.
///
/// @param node the one that answers
/// @param usernames the grammar as the snapshot in force reads it
/// @param nanos the monotonic clock
/// @param pause has the thread that calls it wait
public record ApiPorts(
        AccountRepository accounts,
        TokenRepository tokens,
        PlanRepository plans,
        SubUserRepository subUsers,
        WhitelistRepository whitelists,
        LastUse lastUse,
        AnswerRepository answers,
        ApiRates rates,
        NodeRepository nodes,
        NodeFigures node,
        AccessPublisher publisher,
        Supplier<UsernameParser> usernames,
        ServerKey key,
        SecretMaker secrets,
        Ulids ids,
        InstantSource clock,
        LongSupplier nanos,
        Consumer<Duration> pause) {}
