package dev.tollgate.bench.load;

/// Told when the counted part of a run begins and ends, to measure the proxy meanwhile.
public interface Meter {
    Meter NONE = new Meter() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    void begin();

    void end();
}
