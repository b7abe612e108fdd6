package dev.truechimer.hlc.carry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HlcBaggageTest {

    private static final String TEXT = "2026-11-20T12:00:00.123456Z/0007";
    private static final String LATER = "2026-11-20T12:00:00.123456Z/0008";
    private static final long TIMESTAMP = HybridTimestamp.parse(TEXT);
    private static final String OURS = "hlc=" + TEXT;

    @Test
    void isTheOnlyMemberOfABaggageThatWasEmpty() {
        assertEquals(OURS, HlcBaggage.put(null, TIMESTAMP));
        assertEquals(OURS, HlcBaggage.put("", TIMESTAMP));
        assertEquals(OURS, HlcBaggage.put(" \t", TIMESTAMP));
        assertEquals(OURS, HlcBaggage.put(", ,", TIMESTAMP));
    }

    @Test
    void leavesOtherMembersAsTheyAre() {
        String others = "userId =  alice;a;b=%20 ,\tserverNode = DF%2028, HLC=1,hlc2=x,not a member,x=\u00e9";
        assertEquals(others + "," + OURS, HlcBaggage.put(others, TIMESTAMP));
    }

    @Test
    void replacesWhateverWasOurs() {
        assertEquals(
                "a=1, b=2," + OURS,
                HlcBaggage.put("hlc=rubbish,a=1, hlc = " + LATER + ";p=q, b=2,hlc;x=1,hlc", TIMESTAMP));
    }

    @Test
    void findsItWhereverItStands() {
        for (String baggage : new String[] {
            OURS,
            "a=1," + OURS,
            OURS + ",a=1",
            " a=1 ,\thlc\t=  " + TEXT + " \t; property = x;y , b=2",
            OURS + ";hlc=" + LATER,
            "hlc=2026-11-20T12%3A00%3a00.123456Z%2F0007"
        }) {
            assertEquals(OptionalLong.of(TIMESTAMP), HlcBaggage.find(baggage), baggage);
        }
    }

    @Test
    void decodesAValueOfWhichEveryCharacterIsEncoded() {
        String encoded = TEXT.chars().mapToObj(c -> String.format("%%%02x", c)).collect(Collectors.joining());
        assertEquals(OptionalLong.of(TIMESTAMP), HlcBaggage.find("hlc=" + encoded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "a=1",
                "a=hlc",
                "a=hlc=" + TEXT,
                "a=1;hlc=" + TEXT,
                "HLC=" + TEXT,
                "hlcx=" + TEXT,
                "hlc x=" + TEXT,
                "%68lc=" + TEXT,
                "hlc\u000b=" + TEXT,
                "hlc\u00a0=" + TEXT
            })
    void findsNothingWhereThereIsNothing(String baggage) {
        assertEquals(OptionalLong.empty(), HlcBaggage.find(baggage));
    }

    @Test
    void ofSeveralTakesTheLargest() {
        OptionalLong later = OptionalLong.of(HybridTimestamp.parse(LATER));
        assertEquals(later, HlcBaggage.find(OURS + ",hlc=" + LATER));
        assertEquals(later, HlcBaggage.find("hlc=" + LATER + "," + OURS));
        assertThrows(MalformedTimestampException.class, () -> HlcBaggage.find(OURS + ",hlc=" + LATER + ",hlc=x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hlc",
                "hlc;p",
                "hlc=",
                "hlc= ",
                "hlc==" + TEXT,
                "hlc=x",
                "hlc=\"" + TEXT + "\"",
                "hlc=" + TEXT + "%",
                "hlc=" + TEXT + "%2",
                "hlc=" + TEXT + "%zz",
                "hlc=" + TEXT + "%00",
                "hlc=2026-11-20T12%3A00%3A00.123456Z%2F000\uff17",
                "hlc=2026-11-20T12%3A00%3A00.123456Z%2F000%\uff13\uff17",
                "hlc=2026-11-20T12%253A00%253A00.123456Z/0007",
                "hlc=\u000b" + TEXT
            })
    void refusesWhatIsNoTimestamp(String baggage) {
        assertThrows(MalformedTimestampException.class, () -> HlcBaggage.find("a=1," + baggage + ",b=2"));
    }

    @Test
    void decodesNothingThatIsTooLongToBeOurs() {
        String tooLong = "hlc=" + "%30".repeat(33);
        String message = assertThrows(MalformedTimestampException.class, () -> HlcBaggage.find(tooLong))
                .getMessage();
        assertTrue(message.contains("%30%30"), message);
    }

    @Test
    void quotesNothingThatCouldForgeALineOfALog() {
        for (String baggage :
                new String[] {"hlc=x%0d%0aINFO%20all%20is%20well", "hlc=x\r\nINFO all is well\u2028\u009b"}) {
            String message = assertThrows(MalformedTimestampException.class, () -> HlcBaggage.find(baggage))
                    .getMessage();
            assertTrue(message.contains("x??INFO all is well"), message);
            assertTrue(message.chars().allMatch(c -> c >= ' ' && c <= '~'), message);
        }
    }

    @Test
    void readsAsManyMembersAsArePassedOnAndNoMore() {
        String full = members(63) + "," + OURS;
        assertEquals(OptionalLong.of(TIMESTAMP), HlcBaggage.find(full));
        assertEquals(OptionalLong.of(TIMESTAMP), HlcBaggage.find(",, ," + full + ",,"));
        assertThrows(MalformedTimestampException.class, () -> HlcBaggage.find(members(64) + "," + OURS));
        assertThrows(MalformedTimestampException.class, () -> HlcBaggage.find(members(65)));
    }

    @Test
    void readsAsManyBytesAsArePassedOnAndNoMore() {
        int room = HlcBaggage.MAX_BYTES - OURS.length() - ",a=".length();
        assertEquals(OptionalLong.of(TIMESTAMP), HlcBaggage.find(OURS + ",a=" + "x".repeat(room)));
        assertThrows(MalformedTimestampException.class, () -> HlcBaggage.find(OURS + ",a=" + "x".repeat(room + 1)));
        assertThrows(
                MalformedTimestampException.class,
                () -> HlcBaggage.find(OURS + ",a=" + "x".repeat(room - 1) + "\u00e9"));
    }

    @Test
    void putsAsMuchAsIsPassedOnAndSaysWhenThereIsNoRoom() {
        assertEquals(members(63) + "," + OURS, HlcBaggage.put(members(63), TIMESTAMP));
        assertNoRoom(members(64));
        String long1 = "a=" + "x".repeat(HlcBaggage.MAX_BYTES - OURS.length() - ",a=".length());
        assertEquals(HlcBaggage.MAX_BYTES, HlcBaggage.put(long1, TIMESTAMP).length());
        assertNoRoom(long1 + "x");
        assertNoRoom(long1.substring(1) + "\u00e9");
    }

    @Test
    void needsNoRoomWhereOursWasBefore() {
        assertEquals(members(63) + "," + OURS, HlcBaggage.put(members(63) + ",hlc=" + LATER, TIMESTAMP));
        assertEquals("a=1," + OURS, HlcBaggage.put("hlc=" + "x".repeat(10_000) + ",a=1", TIMESTAMP));
    }

    @Test
    void writesNoNegativeTimestamp() {
        assertThrows(MalformedTimestampException.class, () -> HlcBaggage.put("a=1", -1));
    }

    private static void assertNoRoom(String baggage) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> HlcBaggage.put(baggage, TIMESTAMP));
        assertFalse(refusal instanceof MalformedTimestampException);
        assertTrue(refusal.getMessage().startsWith("no room in the baggage"), refusal.getMessage());
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
    }
}
