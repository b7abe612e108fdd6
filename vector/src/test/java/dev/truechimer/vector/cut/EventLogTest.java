package dev.truechimer.vector.cut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.cut.EventLog.Event;
import dev.truechimer.vector.cut.EventLog.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private static final VectorClock FIRST = VectorClock.ZERO.tick(1);
    private static final VectorClock RECEIVED = VectorClock.ZERO.receive(2, FIRST);

    private final EventLogRecorder<String> recorder = new EventLogRecorder<>();

    @Test
    void tellsWhichMessageMakesCutInconsistent() {
        EventLog<String> log =
                recorder.send(1, FIRST, "m").receive(2, RECEIVED, "m").build();
        VectorClock cut = frontier(0, 1);
        assertFalse(log.isConsistent(cut));
        assertEquals(List.of(message("m", event(1, 1), event(2, 1))), log.orphans(cut));
        assertEquals(List.of(), log.inFlight(cut));
        assertEquals(VectorClock.ZERO, log.latestConsistentCut(cut));
    }

    @Test
    void tellsWhatIsInFlight() {
        EventLog<String> log =
                recorder.send(1, FIRST, "m").receive(2, RECEIVED, "m").build();
        VectorClock cut = frontier(1, 0);
        assertTrue(log.isConsistent(cut));
        assertEquals(cut, log.latestConsistentCut(cut));
        assertEquals(List.of(message("m", event(1, 1), event(2, 1))), log.inFlight(cut));
        assertEquals(List.of(), log.orphans(cut));
        assertEquals(List.of(), log.inFlight(log.end()));
    }

    @Test
    void countsLostMessageAsInFlightForEver() {
        EventLog<String> log = recorder.send(1, FIRST, "m").build();
        assertEquals(List.of(new Message<>("m", Optional.of(event(1, 1)), Optional.empty())), log.inFlight(log.end()));
    }

    @Test
    void listsMessagesOfEachSenderInTheOrderOfItsSends() {
        VectorClock second = FIRST.tick(1);
        VectorClock other = VectorClock.ZERO.tick(-5);
        EventLog<String> log = recorder.event(1, FIRST, List.of(), List.of("z", "a"))
                .send(1, second, "k")
                .send(-5, other, "x")
                .build();
        assertEquals(
                List.of("x", "z", "a", "k"),
                log.inFlight(log.end()).stream().map(Message::id).toList());
    }

    @Test
    void takesReceiptsBeforeTheirSends() {
        EventLog<String> log =
                recorder.receive(2, RECEIVED, "m").send(1, FIRST, "m").build();
        assertTrue(log.isConsistent(log.end()));
        assertEquals(frontier(1, 1), log.end());
    }

    @Test
    void takesFirstReceiptOfMessageThatArrivesTwice() {
        VectorClock again = RECEIVED.receive(2, FIRST);
        EventLog<String> log = recorder.send(1, FIRST, "m")
                .receive(2, RECEIVED, "m")
                .receive(2, again, "m")
                .build();
        assertEquals(List.of(), log.inFlight(frontier(1, 1)));
        assertEquals(List.of(), log.inFlight(frontier(1, 2)));
        assertEquals(List.of(message("m", event(1, 1), event(2, 1))), log.orphans(frontier(0, 2)));
    }

    @Test
    void takesMessageOfNodeToItself() {
        EventLog<String> log =
                recorder.send(1, FIRST, "m").receive(1, FIRST.tick(1), "m").build();
        assertEquals(1, log.inFlight(frontier(1, 0)).size());
        assertEquals(List.of(), log.inFlight(frontier(2, 0)));
    }

    @Test
    void takesStepThatReceivesAndSends() {
        EventLog<String> log = recorder.send(1, FIRST, "question")
                .event(2, RECEIVED, List.of("question"), List.of("answer"))
                .receive(1, FIRST.receive(1, RECEIVED), "answer")
                .build();
        assertEquals(VectorClock.ZERO, log.latestConsistentCut(frontier(0, 1)));
        assertEquals(frontier(1, 0), log.latestConsistentCut(frontier(2, 0)));
        assertEquals("answer", log.inFlight(frontier(1, 1)).get(0).id());
    }

    /** Node 1 crashed before its event was on disk. */
    @Test
    void takesLogThatWasCutShort() {
        EventLog<String> log = recorder.receive(2, RECEIVED, "m").build();
        assertFalse(log.isConsistent(log.end()));
        assertEquals(List.of(new Message<>("m", Optional.empty(), Optional.of(event(2, 1)))), log.orphans(log.end()));
        assertEquals(VectorClock.ZERO, log.latestConsistentCut(log.end()));
    }

    @Test
    void listsReceiptsWithoutSendsByTheirReceivers() {
        VectorClock atThird = VectorClock.ZERO.receive(3, FIRST);
        EventLog<String> log = recorder.receive(3, atThird, "late")
                .receive(2, RECEIVED, "early")
                .send(2, RECEIVED.tick(2), "sent")
                .receive(3, atThird.receive(3, RECEIVED.tick(2)), "sent")
                .build();
        VectorClock withoutSend = VectorClock.of(Map.of(2L, 1L, 3L, 2L));
        assertEquals(
                List.of("sent", "early", "late"),
                log.orphans(withoutSend).stream().map(Message::id).toList());
    }

    @Test
    void knowsThatEmptyCutIsConsistent() {
        EventLog<String> log = recorder.build();
        assertTrue(log.isConsistent(VectorClock.ZERO));
        assertEquals(VectorClock.ZERO, log.end());
        assertEquals(VectorClock.ZERO, log.latestConsistentCut(VectorClock.ZERO));
    }

    @Test
    void doesNotChangeWhenRecordingGoesOn() {
        EventLog<String> log = recorder.send(1, FIRST, "m").build();
        recorder.receive(2, RECEIVED, "m").local(1, FIRST.tick(1));
        assertEquals(frontier(1, 0), log.end());
        assertEquals(1, log.inFlight(log.end()).size());
        assertEquals(frontier(2, 1), recorder.build().end());
    }

    @Test
    void refusesFrontierBeyondWhatWasRecorded() {
        EventLog<String> log = recorder.local(1, FIRST).build();
        String beyond = "a frontier can't have more events of node 1 than were recorded: 2 > 1";
        VectorClock two = frontier(2, 0);
        assertRefused(beyond, () -> log.isConsistent(two));
        assertRefused(beyond, () -> log.latestConsistentCut(two));
        assertRefused(beyond, () -> log.inFlight(two));
        assertRefused(beyond, () -> log.orphans(two));
        VectorClock huge = VectorClock.of(Map.of(1L, 1L + (1L << 32)));
        assertRefused(
                "a frontier can't have more events of node 1 than were recorded: 4294967297 > 1",
                () -> log.isConsistent(huge));
        VectorClock unknown = frontier(0, 1);
        assertRefused(
                "a frontier can't have more events of node 2 than were recorded: 1 > 0",
                () -> log.isConsistent(unknown));
    }

    @Test
    void refusesMissingEvent() {
        assertRefused(
                "event 1 of node 1 must have 1 as its own counter: 2; is an event missing, or does not every event count?",
                () -> recorder.local(1, FIRST.tick(1)));
        recorder.local(1, FIRST);
        assertRefused(
                "event 2 of node 1 must have 2 as its own counter: 1; is an event missing, or does not every event count?",
                () -> recorder.local(1, FIRST));
        assertRefused(
                "event 1 of node 2 must have 1 as its own counter: 0; is an event missing, or does not every event count?",
                () -> recorder.local(2, FIRST));
        assertEquals(frontier(1, 0), recorder.build().end(), "what was refused is not recorded");
    }

    @Test
    void refusesClockThatGoesBackward() {
        recorder.local(2, RECEIVED);
        VectorClock forgot = VectorClock.of(Map.of(2L, 2L));
        assertRefused(
                "event 2 of node 2 must know all that the one before knew: {2=2} after {1=1, 2=1}",
                () -> recorder.local(2, forgot));
    }

    @Test
    void refusesMessageThatWasSentTwice() {
        recorder.send(1, FIRST, "m");
        assertRefused(
                "message m must be sent once: by event 1 of node 1 and by event 2 of node 1",
                () -> recorder.send(1, FIRST.tick(1), "m"));
        assertRefused(
                "event 2 of node 1 must send each message once: [k, k]",
                () -> recorder.event(1, FIRST.tick(1), List.of(), List.of("k", "k")));
        assertEquals(frontier(1, 0), recorder.build().end(), "what was refused is not recorded");
    }

    @Test
    void refusesMessageThatTwoNodesReceived() {
        recorder.send(1, FIRST, "m").receive(2, RECEIVED, "m");
        VectorClock third = VectorClock.ZERO.receive(3, FIRST);
        assertRefused(
                "message m must have one receiver: event 1 of node 2 and event 1 of node 3; a broadcast is one message for each",
                () -> recorder.receive(3, third, "m"));
    }

    @Test
    void refusesReceiptOfWhatNobodySent() {
        recorder.local(1, FIRST).receive(2, RECEIVED, "m");
        assertRefused(
                "message m must have been sent: received by event 1 of node 2, which knows of recorded events only, and none of"
                        + " these sent it",
                recorder::build);
    }

    @Test
    void refusesReceiptThatDoesNotKnowItsSend() {
        recorder.send(1, FIRST, "m").receive(2, VectorClock.ZERO.tick(2), "m");
        assertRefused(
                "a receipt must know all that the send knew: message m, event 1 of node 1 {1=1}, event 1 of node 2 {2=1}",
                recorder::build);
    }

    @Test
    void refusesReceiptBeforeOrWithItsSend() {
        recorder.event(1, FIRST, List.of("m"), List.of("m"));
        assertRefused(
                "a receipt must know all that the send knew: message m, event 1 of node 1 {1=1}, event 1 of node 1 {1=1}",
                recorder::build);
        EventLogRecorder<String> backward =
                new EventLogRecorder<String>().receive(1, FIRST, "m").send(1, FIRST.tick(1), "m");
        assertThrows(IllegalArgumentException.class, backward::build);
    }

    private static void assertRefused(String message, Runnable use) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, use::run).getMessage());
    }

    private static VectorClock frontier(long ofFirst, long ofSecond) {
        return VectorClock.of(Map.of(1L, ofFirst, 2L, ofSecond));
    }

    private static Event event(long node, long number) {
        return new Event(node, number);
    }

    private static Message<String> message(String id, Event sent, Event received) {
        return new Message<>(id, Optional.of(sent), Optional.of(received));
    }
}
