package dev.tollgate.app.doctor;

/// What one look found.
///
/// @param what was looked at
/// @param detail what was seen, and for anything but `OK` what to do about it
record Finding(Grade grade, String what, String detail) {
    /// How bad it is.
    enum Grade {
        OK, WARN, FAIL
    }

    static Finding ok(String what, String seen) {
        return new Finding(Grade.OK, what, seen);
    }

    static Finding warn(String what, String seenAndRemedy) {
        return new Finding(Grade.WARN, what, seenAndRemedy);
    }

    static Finding fail(String what, String seenAndRemedy) {
        return new Finding(Grade.FAIL, what, seenAndRemedy);
    }
}
