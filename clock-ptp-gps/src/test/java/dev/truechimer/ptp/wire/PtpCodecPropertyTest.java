package dev.truechimer.ptp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** What is written is read again, and what is not is refused by name, whatever it is. */
class PtpCodecPropertyTest {

    private static final int LENGTH_AT = 2;
    private static final Map<PtpRejection, Integer> REFUSED = new EnumMap<>(PtpRejection.class);
    private static final Map<Class<?>, Integer> SURVIVED = new HashMap<>();

    @Property(seed = "1", tries = 20_000)
    void everyMessageIsReadAsItWasWritten(@ForAll long seed, @ForAll @IntRange(max = PtpMessages.KINDS - 1) int kind) {
        PtpMessage message = new PtpMessages(new SplittableRandom(seed)).next(kind);
        assertEquals(message, PtpCodec.decode(ByteBuffer.wrap(PtpCodec.encode(message))));
    }

    @Property(seed = "2", tries = 5000)
    void everyTlvIsReadAsItWasWritten(@ForAll long seed, @ForAll @IntRange(max = PtpMessages.TLVS - 1) int kind) {
        PtpMessages messages = new PtpMessages(new SplittableRandom(seed));
        PtpMessage.Signaling any = (PtpMessage.Signaling) messages.next(5);
        PtpMessage.Signaling one = new PtpMessage.Signaling(any.header(), any.target(), List.of(messages.tlv(kind)));
        assertEquals(one, PtpCodec.decode(ByteBuffer.wrap(PtpCodec.encode(one))));
    }

    @Property(seed = "3", tries = 5000)
    void everyContentIsReadAsItWasWritten(
            @ForAll long seed, @ForAll @IntRange(max = PtpMessages.CONTENTS - 1) int kind) {
        PtpMessages messages = new PtpMessages(new SplittableRandom(seed));
        PtpMessage.Management any = (PtpMessage.Management) messages.next(6);
        PtpMessage.Management one =
                new PtpMessage.Management(any.header(), any.target(), any.action(), messages.content(kind));
        assertEquals(one, PtpCodec.decode(ByteBuffer.wrap(PtpCodec.encode(one))));
    }

    @Property(seed = "4", tries = 2000)
    void whateverFollowsAMessageIsPassedOver(
            @ForAll long seed, @ForAll @IntRange(max = PtpMessages.KINDS - 1) int kind) {
        SplittableRandom random = new SplittableRandom(seed);
        PtpMessage message = new PtpMessages(random).next(kind);
        byte[] bytes = PtpCodec.encode(message);
        byte[] padded = new byte[bytes.length + random.nextInt(20)];
        random.nextBytes(padded);
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        assertEquals(message, PtpCodec.decode(ByteBuffer.wrap(padded)));
    }

    @Property(seed = "5", tries = 5000)
    void aMessageThatIsCutIsTooShort(@ForAll long seed, @ForAll @IntRange(max = PtpMessages.KINDS - 1) int kind) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = PtpCodec.encode(new PtpMessages(random).next(kind));
        int kept = random.nextInt(bytes.length);
        assertEquals(PtpRejection.TOO_SHORT, PtpCodec.decode(ByteBuffer.wrap(bytes, 0, kept)));
    }

    /** A byte changed, or the length: the answer is a message or a reason, and the bytes behind the limit are not read. */
    @Property(seed = "6", tries = 50_000)
    void aMessageThatIsDamagedIsReadOrRefused(
            @ForAll long seed, @ForAll @IntRange(max = PtpMessages.KINDS - 1) int kind) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = PtpCodec.encode(new PtpMessages(random).next(kind));
        ByteBuffer damaged = ByteBuffer.wrap(bytes);
        switch (random.nextInt(4)) {
            case 0 -> damaged.put(random.nextInt(bytes.length), (byte) random.nextInt());
            case 1 -> damaged.put(random.nextInt(Math.min(bytes.length, 80)), (byte) 0xFF);
            case 2 -> damaged.putShort(LENGTH_AT, (short) random.nextInt(bytes.length + 10));
            default -> damaged.put(random.nextInt(2), (byte) random.nextInt());
        }
        count(PtpCodec.decode(damaged), damaged);
    }

    @Property(seed = "7", tries = 20_000)
    void garbageIsReadOrRefused(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] garbage = new byte[random.nextInt(120)];
        random.nextBytes(garbage);
        count(PtpCodec.decode(ByteBuffer.wrap(garbage)), ByteBuffer.wrap(garbage));
    }

    /** A message that was read can be written, and is then read as the same. */
    private static void count(PtpDecoded decoded, ByteBuffer from) {
        if (decoded instanceof PtpRejection rejection) {
            REFUSED.merge(rejection, 1, Integer::sum);
        } else if (decoded instanceof PtpMessage message) {
            SURVIVED.merge(message.getClass(), 1, Integer::sum);
            assertEquals(message, PtpCodec.decode(ByteBuffer.wrap(PtpCodec.encode(message))), from::toString);
        }
        assertEquals(0, from.position());
    }

    @AfterContainer
    static void everyRejectionOccurred() {
        assertEquals(EnumSet.allOf(PtpRejection.class), REFUSED.keySet());
        assertEquals(PtpMessages.KINDS, SURVIVED.size(), SURVIVED::toString);
        assertTrue(REFUSED.values().stream().allMatch(times -> times > 10), REFUSED::toString);
    }
}
