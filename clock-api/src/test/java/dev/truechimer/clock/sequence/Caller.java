package dev.truechimer.clock.sequence;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread that calls something, and what came of it. */
public final class Caller<T> {

    public static final long LIMIT_SECONDS = 30;

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

    public static <T> Caller<T> of(Callable<T> call) {
        return new Caller<>(call);
    }

    public void interrupt() {
        thread.interrupt();
    }

    public boolean isDone() {
        return result.isDone();
    }

    /** What it returned, or threw. */
    public T outcome() throws Exception {
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
