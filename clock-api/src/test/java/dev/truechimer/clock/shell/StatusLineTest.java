package dev.truechimer.clock.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatusLineTest {

    @Test
    void tellsWhatChanges() {
        List<String> told = new ArrayList<>();
        StatusLine status = new StatusLine(told::add);
        status.say("");
        status.say("open");
        status.say("open");
        status.say("silent");
        status.say("open");
        assertEquals(List.of("open", "silent", "open"), told);
    }
}
