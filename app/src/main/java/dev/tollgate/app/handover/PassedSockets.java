package dev.tollgate.app.handover;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The listening sockets of one listener, to be passed on.
///
/// @param role which listener it is: one word
/// @param place where its settings say that it listens, without spaces
/// @param descriptors this process's
public record PassedSockets(String role, String place, List<Integer> descriptors) {
    private static final int WORDS = 3;

    public PassedSockets {
        descriptors = List.copyOf(descriptors);
    }

    /// What is said of some before they are passed.
    static String announced(List<PassedSockets> all) {
        return String.join(" ", all.stream()
                .map(one -> one.role + " " + one.place + " " + one.descriptors.size()).toList());
    }

    /// What was announced, with as many zeros as descriptors are to come.
    ///
    /// @return empty if it cannot be read
    static Optional<List<PassedSockets>> read(String announced) {
        String[] words = announced.split(" ", -1);
        if (words.length % WORDS != 0) {
            return Optional.empty();
        }
        List<PassedSockets> all = new ArrayList<>();
        for (int i = 0; i < words.length; i += WORDS) {
            if (!words[i + 2].matches("[0-9]{1,4}")) {
                return Optional.empty();
            }
            int count = Integer.parseInt(words[i + 2]);
            all.add(new PassedSockets(words[i], words[i + 1], Collections.nCopies(count, 0)));
        }
        return Optional.of(all);
    }
}
