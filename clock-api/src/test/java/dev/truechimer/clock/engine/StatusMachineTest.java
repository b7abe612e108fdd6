package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.ClockStatus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every status against every event. */
class StatusMachineTest {

    private static final String TABLE = """
                         QUORUM        QUORUM_TOO_WIDE  PROBATION  NO_QUORUM  CONTRADICTION  CLOSE
            STARTING     SYNCHRONIZED  HOLDOVER         STARTING   STARTING   DISRUPTED      CLOSED
            SYNCHRONIZED SYNCHRONIZED  HOLDOVER         HOLDOVER   HOLDOVER   DISRUPTED      CLOSED
            HOLDOVER     SYNCHRONIZED  HOLDOVER         HOLDOVER   HOLDOVER   DISRUPTED      CLOSED
            DISRUPTED    SYNCHRONIZED  HOLDOVER         DISRUPTED  DISRUPTED  DISRUPTED      CLOSED
            CLOSED       CLOSED        CLOSED           CLOSED     CLOSED     CLOSED         CLOSED
            """;

    @Test
    void followsTheTable() {
        List<List<String>> rows = TABLE.lines()
                .map(line -> Arrays.asList(line.trim().split(" +")))
                .toList();
        assertEquals(Arrays.stream(StatusMachine.Event.values()).map(Enum::name).toList(), rows.get(0), "every event");
        List<List<String>> statuses = rows.subList(1, rows.size());
        assertEquals(
                Arrays.stream(ClockStatus.values()).map(Enum::name).toList(),
                statuses.stream().map(row -> row.get(0)).toList(),
                "every status");
        for (List<String> row : statuses) {
            for (int i = 0; i < rows.get(0).size(); i++) {
                ClockStatus from = ClockStatus.valueOf(row.get(0));
                StatusMachine.Event event =
                        StatusMachine.Event.valueOf(rows.get(0).get(i));
                ClockStatus expected = ClockStatus.valueOf(row.get(i + 1));
                assertEquals(expected, StatusMachine.next(from, event), () -> from + " on " + event);
            }
        }
    }
}
