package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.testkit.ManualWallClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock whose log is stamped with the clock itself, or fails. */
class MonotonicWallClockLogTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final Logger logger = Logger.getLogger(MonotonicWallClock.class.getName());
    private final ManualTicks ticks = new ManualTicks();
    private final ManualWallClock wall = new ManualWallClock(ticks, START);
    private boolean broken;
    private final MonotonicWallClock clock = MonotonicWallClock.builder()
            .ticks(ticks)
            .wall(() -> {
                if (broken) {
                    throw new DateTimeException("gone");
                }
                return wall.instant();
            })
            .build();

    private Consumer<LogRecord> log = logged -> {};
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            log.accept(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void takeTheLog() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void giveTheLogBack() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void theLogMayBeStampedWithTheClockItself() {
        List<Instant> stamps = new ArrayList<>();
        log = logged -> stamps.add(clock.clock().instant());
        broken = true;
        ticks.advance(Duration.ofSeconds(3));
        assertEquals(START.plusSeconds(3), clock.clock().instant());
        assertEquals(List.of(START.plusSeconds(3)), stamps, "once");
        ticks.advance(Duration.ofSeconds(3));
        assertEquals(START.plusSeconds(6), clock.clock().instant());
        assertEquals(1, stamps.size(), "once as long as it can't be read");

        broken = false;
        wall.step(Duration.ofSeconds(10));
        ticks.advance(Duration.ofSeconds(3));
        assertEquals(START.plusSeconds(19), clock.clock().instant());
        assertEquals(START.plusSeconds(19), stamps.get(1), "the step");
        broken = true;
        ticks.advance(Duration.ofSeconds(3));
        assertEquals(START.plusSeconds(22), clock.clock().instant());
        assertEquals(3, stamps.size(), "a second time that it can't be read");
    }

    @Test
    void aLogThatFailsDoesNotDisturbTheReader() {
        IllegalStateException full = new IllegalStateException("the log's fault, on purpose");
        int[] asked = {0};
        log = logged -> {
            asked[0]++;
            throw full;
        };
        wall.step(Duration.ofSeconds(10));
        ticks.advance(Duration.ofSeconds(3));
        assertEquals(START.plusSeconds(13), clock.clock().instant());
        broken = true;
        ticks.advance(Duration.ofSeconds(3));
        assertEquals(START.plusSeconds(16), clock.clock().instant());
        assertEquals(3, asked[0], "the step, the failure of that, the wall clock that can't be read");
    }
}
