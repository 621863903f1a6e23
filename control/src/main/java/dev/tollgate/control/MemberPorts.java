package dev.tollgate.control;

import dev.tollgate.control.password.PasswordCost;
import dev.tollgate.domain.login.AttemptRepository;
import dev.tollgate.domain.login.CredentialRepository;
import dev.tollgate.domain.login.SecondFactorRepository;
import dev.tollgate.domain.login.SessionRepository;
import dev.tollgate.domain.login.SetupRepository;
import dev.tollgate.domain.member.MemberRepository;
import dev.tollgate.domain.secret.Sealing;

/// What the API needs of the rest of the system to let members in.
///
/// @param sealing encrypts the keys of second factors
/// @param passwords what the hash of one costs
public record MemberPorts(
        MemberRepository members,
        CredentialRepository credentials,
        SessionRepository sessions,
        SecondFactorRepository secondFactors,
        AttemptRepository attempts,
        SetupRepository setup,
        Sealing sealing,
        PasswordCost passwords) {}
