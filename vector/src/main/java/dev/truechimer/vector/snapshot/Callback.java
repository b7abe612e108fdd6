package dev.truechimer.vector.snapshot;

import java.util.function.Supplier;

/** Runs the caller's code within a machine, and keeps that code from changing the machine meanwhile. */
final class Callback {

    private boolean isRunning;

    /**
     * Each method that changes the machine begins with it.
     *
     * @throws IllegalStateException if the caller's code is running
     */
    void requireNone() {
        if (isRunning) {
            throw new IllegalStateException("localState and apply must not change this machine: call it afterwards");
        }
    }

    void run(Runnable code) {
        isRunning = true;
        try {
            code.run();
        } finally {
            isRunning = false;
        }
    }

    <T> T get(Supplier<? extends T> code) {
        isRunning = true;
        try {
            return code.get();
        } finally {
            isRunning = false;
        }
    }
}
