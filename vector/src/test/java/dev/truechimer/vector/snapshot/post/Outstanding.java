package dev.truechimer.vector.snapshot.post;

/** How many letters are posted and not yet read, in the whole system. */
final class Outstanding {

    private long count;

    synchronized void begin() {
        count++;
    }

    synchronized void end() {
        count--;
        if (count == 0) {
            notifyAll();
        }
    }

    /** Returns once there is none; nobody may begin one any more except while reading another. */
    synchronized void awaitNone() throws InterruptedException {
        while (count > 0) {
            wait();
        }
    }
}
