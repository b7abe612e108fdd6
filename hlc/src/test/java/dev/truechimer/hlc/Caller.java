package dev.truechimer.hlc;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread that calls something, and what came of it. */
final class Caller<T> {

    static final long LIMIT_SECONDS = 30;

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Caller(Callable<T> call) {
        thread = new Thread(
                () -> {
                    try {
                        result.complete(call.call());
                    } catch (Exception | AssertionError e) {
                        result.completeExceptionally(e);
                    }
                },
                "caller");
        thread.setDaemon(true);
        thread.start();
    }

    static <T> Caller<T> of(Callable<T> call) {
        return new Caller<>(call);
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean isDone() {
        return result.isDone();
    }

    /** What it returned, or threw. */
    T outcome() throws Exception {
        try {
            return result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw e;
        } catch (TimeoutException e) {
            AssertionError stuck = new AssertionError("it does not return: it is at");
            stuck.setStackTrace(thread.getStackTrace());
            stuck.initCause(e);
            throw stuck;
        }
    }
}
