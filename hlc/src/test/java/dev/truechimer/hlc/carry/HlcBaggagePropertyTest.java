package dev.truechimer.hlc.carry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.hlc.HybridTimestamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Our member is put into any baggage, or there is no room; what others put there stays. */
class HlcBaggagePropertyTest {

    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

    @Property(seed = "1", tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void putsOursAndLeavesTheOthers(@ForAll("baggages") String baggage, @ForAll("timestamps") long timestamp) {
        List<String> expected = new ArrayList<>(CarriedForms.members(baggage));
        boolean replaced = expected.removeIf(CarriedForms::isOurs);
        expected.add("hlc=" + HybridTimestamp.format(timestamp));
        String joined = String.join(",", expected);
        if (expected.size() > HlcBaggage.MAX_MEMBERS
                || joined.getBytes(StandardCharsets.UTF_8).length > HlcBaggage.MAX_BYTES) {
            assertThrows(IllegalArgumentException.class, () -> HlcBaggage.put(baggage, timestamp));
            OUTCOMES.merge("no room", 1, Integer::sum);
            return;
        }
        String put = HlcBaggage.put(baggage, timestamp);
        assertEquals(joined, put);
        assertEquals(OptionalLong.of(timestamp), HlcBaggage.find(put));
        OUTCOMES.merge(replaced ? "replaced" : "added", 1, Integer::sum);
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertEquals(3, OUTCOMES.size(), OUTCOMES::toString);
    }

    @Provide
    Arbitrary<String> baggages() {
        return CarriedForms.baggages();
    }

    @Provide
    Arbitrary<Long> timestamps() {
        return CarriedForms.timestamps();
    }
}
