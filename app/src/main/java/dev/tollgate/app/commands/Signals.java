package dev.tollgate.app.commands;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// Hears signals.
///
/// Bound by reflection: the JDK has no other interface for it than one that its compiler warns of with no way to say that the
/// warning was heard.
final class Signals {
    private Signals() {}

    /// Runs `heard` on each signal of that name: `TERM`, `INT` (Ctrl-C), `HUP`. It must be quick.
    static void on(String name, Runnable heard) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[]{handler},
                    (_, method, _) -> {
                        if (method.getName().equals("handle")) {
                            heard.run();
                        }
                        // The VM calls nothing else, and keeps the handler in no set.
                        return null;
                    });
            Method handle = signal.getMethod("handle", signal, handler);
            handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java runtime hears no signals", e);
        }
    }
}
