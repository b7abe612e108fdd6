package dev.truechimer.gps;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.NmeaOutcome.Refused;
import dev.truechimer.gps.wire.NmeaDecoded;
import dev.truechimer.gps.wire.NmeaDecoder;
import dev.truechimer.gps.wire.NmeaFramer;
import dev.truechimer.gps.wire.NmeaFramer.Event;
import dev.truechimer.gps.wire.NmeaRejection;
import dev.truechimer.gps.wire.NmeaSentence;
import java.util.ArrayList;
import java.util.List;

/**
 * From bytes to outcomes: lines, sentences, epochs. <b>Threads:</b> confined to one; reads no clock.
 */
final class NmeaIntake {

    private final NmeaFramer framer = new NmeaFramer();
    private final NmeaEpochs epochs;
    private NmeaArrival lineBegan = new NmeaArrival(false, 0, 0);
    private long sentenceCount;

    NmeaIntake(boolean isFixImplied) {
        epochs = new NmeaEpochs(isFixImplied);
    }

    /**
     * Takes what was read at once.
     *
     * @param bytes from index 0 on
     * @param length how many of them
     * @param arrival of these bytes: none had come at the reading before, all at the other
     */
    List<NmeaOutcome> add(byte[] bytes, int length, NmeaArrival arrival) {
        List<NmeaOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Event event = framer.add(bytes[i]);
            if (event == Event.DAMAGE || event == Event.DAMAGE_AND_START) {
                damaged(outcomes, "what came is no line of NMEA 0183: wrong baud rate, noise, or a binary protocol");
            }
            if (event == Event.START || event == Event.DAMAGE_AND_START) {
                lineBegan = arrival;
            } else if (event == Event.LINE) {
                line(outcomes);
            }
        }
        return outcomes;
    }

    /** How many lines were sentences that say the time. */
    long sentenceCount() {
        return sentenceCount;
    }

    private void line(List<NmeaOutcome> outcomes) {
        NmeaDecoded decoded = NmeaDecoder.decode(framer.line());
        if (decoded instanceof NmeaSentence sentence) {
            sentenceCount++;
            epochs.add(sentence, lineBegan).ifPresent(outcomes::add);
        } else if (decoded instanceof NmeaRejection rejection) {
            rejected(outcomes, rejection);
        }
    }

    private void rejected(List<NmeaOutcome> outcomes, NmeaRejection rejection) {
        switch (rejection) {
            // Every receiver sends some each second: told, they would hide the failure that counts.
            case UNUSED_KIND -> {}
            case LEAP_SECOND -> {
                epochs.damaged();
                outcomes.add(refused(Reason.LEAP_SECOND, "a sentence names the second 60 of a minute"));
            }
            case NO_CHECKSUM, WRONG_CHECKSUM, TOO_SHORT, WRONG_TIME, WRONG_DATE ->
                damaged(outcomes, "a sentence has " + text(rejection));
        }
    }

    private static String text(NmeaRejection rejection) {
        return switch (rejection) {
            case NO_CHECKSUM -> "no checksum: configure the receiver to send them";
            case WRONG_CHECKSUM -> "a wrong checksum: it was damaged on its way";
            case TOO_SHORT -> "too few fields";
            case WRONG_TIME -> "a time that is none";
            case WRONG_DATE -> "a date that is none";
            case LEAP_SECOND, UNUSED_KIND -> throw new IllegalArgumentException("not malformed: " + rejection);
        };
    }

    private void damaged(List<NmeaOutcome> outcomes, String detail) {
        epochs.damaged();
        outcomes.add(refused(Reason.MALFORMED, detail));
    }

    private static NmeaOutcome refused(Reason reason, String detail) {
        return new Refused(new SourceFailure(reason, detail));
    }
}
