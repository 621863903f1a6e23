package dev.tollgate.domain.admission;

/// Which checks of one exchange ran and how they ended: what *explain* and *diagnose* show. Two bit sets and the compared
/// values, so that keeping it costs next to nothing. Confined to the thread that runs the checks.
public final class CheckLog {
    private int passed;
    private int skipped;
    private int failed;
    private PasswordFinding password = PasswordFinding.NOT_COMPARED;
    private boolean listed;

    /// How a check ended.
    public enum Result {
        PASS, FAIL, SKIPPED, NOT_REACHED
    }

    /// What was found of a presented password; never the password.
    public enum PasswordFinding {
        NOT_COMPARED, RIGHT, OLD, WRONG, EMPTY
    }

    public void pass(Check check) {
        passed |= bit(check);
    }

    /// For a check of a part that does not apply to this exchange.
    public void skip(Check check) {
        skipped |= bit(check);
    }

    public void fail(Check check) {
        passed &= ~bit(check);
        failed |= bit(check);
    }

    public void compared(PasswordFinding finding, boolean sourceListed) {
        password = finding;
        listed = sourceListed;
    }

    public Result result(Check check) {
        if ((failed & bit(check)) != 0) {
            return Result.FAIL;
        }
        if ((passed & bit(check)) != 0) {
            return Result.PASS;
        }
        return (skipped & bit(check)) != 0 ? Result.SKIPPED : Result.NOT_REACHED;
    }

    public PasswordFinding password() {
        return password;
    }

    /// Whether the source was on the list that was looked at.
    public boolean listed() {
        return listed;
    }

    private static int bit(Check check) {
        return 1 << check.ordinal();
    }
}
