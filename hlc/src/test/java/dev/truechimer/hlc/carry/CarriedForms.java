package dev.truechimer.hlc.carry;

import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** The forms on the wire read a second time, by other means, and strangers' attempts at them. */
final class CarriedForms {

    static final long NOW_MICROS = 1_795_000_000_000_000L;

    /** The largest that a clock which says {@link #NOW_MICROS} takes over. */
    private static final long LAST_ALLOWED = HybridTimestamp.pack(
            NOW_MICROS + HybridLogicalClock.DEFAULT_MAX_OFFSET.toNanos() / 1_000, HybridTimestamp.MAX_LOGICAL);

    /** What is read where something is carried that is no timestamp. */
    static final long MALFORMED = -1;

    private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
    private static final Pattern TEXT = Pattern.compile("([0-9]{4}-[0-9]{2}-.{8}:[0-9]{2}\\.[0-9]{6})Z/([0-9]{4})");
    private static final Pattern MEMBER =
            Pattern.compile("[ \\t]*hlc[ \\t]*(?:=[ \\t]*([^;]*?)[ \\t]*)?(?:;.*)?", Pattern.DOTALL);

    private CarriedForms() {}

    /** The timestamp, or {@link #MALFORMED}. */
    static long readText(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return MALFORMED;
        }
        try {
            long micros = EPOCH.until(LocalDateTime.parse(matcher.group(1)), ChronoUnit.MICROS);
            return HybridTimestamp.pack(micros, Integer.parseInt(matcher.group(2)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return MALFORMED;
        }
    }

    /** The timestamp, or {@link #MALFORMED}; empty if none is carried. */
    static OptionalLong readBaggage(String baggage) {
        long largest = MALFORMED;
        boolean malformed = baggage.getBytes(StandardCharsets.UTF_8).length > HlcBaggage.MAX_BYTES;
        List<String> members = members(baggage);
        malformed |= members.size() > HlcBaggage.MAX_MEMBERS;
        boolean carried = malformed;
        for (String member : members) {
            Matcher matcher = MEMBER.matcher(member);
            if (matcher.matches()) {
                carried = true;
                long read = matcher.group(1) == null ? MALFORMED : readText(percentDecoded(matcher.group(1)));
                malformed |= read == MALFORMED;
                largest = Math.max(largest, read);
            }
        }
        return carried ? OptionalLong.of(malformed ? MALFORMED : largest) : OptionalLong.empty();
    }

    /** Those that are not empty. */
    static List<String> members(String baggage) {
        List<String> members = new ArrayList<>();
        for (String member : baggage.split(",")) {
            if (!member.matches("[ \\t]*")) {
                members.add(member);
            }
        }
        return members;
    }

    static boolean isOurs(String member) {
        return MEMBER.matcher(member).matches();
    }

    private static String percentDecoded(String value) {
        boolean ascii = value.chars().allMatch(c -> c < 0x80);
        try {
            return ascii ? URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.ISO_8859_1) : value;
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** Around now, so that some are refused and some are not; at the ends of what is allowed; and anywhere. */
    static Arbitrary<Long> timestamps() {
        Arbitrary<Long> near = Arbitraries.longs()
                .between(
                        HybridTimestamp.pack(NOW_MICROS - 1_000_000, 0),
                        HybridTimestamp.pack(NOW_MICROS + 1_000_000, 0));
        Arbitrary<Long> ends = Arbitraries.of(0L, 1L, LAST_ALLOWED, LAST_ALLOWED + 1, Long.MAX_VALUE);
        return Arbitraries.oneOf(near, ends, Arbitraries.longs().greaterOrEqual(0));
    }

    /** Valid ones, valid ones with a few changes, and anything. */
    static Arbitrary<String> texts() {
        Arbitrary<String> valid = timestamps().map(HybridTimestamp::format);
        Arbitrary<String> changed = valid.flatMap(text ->
                Arbitraries.longs().map(seed -> changed(text, "0123456789-:T.Z/ %\u0667\uff17", new Random(seed))));
        return Arbitraries.oneOf(valid, changed, Arbitraries.strings().ofMaxLength(80));
    }

    static Arbitrary<byte[]> bytes() {
        Arbitrary<byte[]> valid = timestamps().map(HybridTimestamp::encode);
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        Arbitrary<byte[]> eight = Arbitraries.bytes().array(byte[].class).ofSize(8);
        return Arbitraries.oneOf(valid, any, eight);
    }

    /** Pieces of baggage in any order, a piece now and then often enough to break the limits, a few changes, and anything. */
    static Arbitrary<String> baggages() {
        Arbitrary<String> text = timestamps().map(HybridTimestamp::format);
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(
                        "hlc", "=", ",", ";", " ", "\t", "%2F", "%3a", "%", "a=1", ", b = 2;c", "HLC=1", "\u00e9"),
                Arbitraries.of(",hlc=", ", hlc\t= ", ";p=q,", ",a=1,b=2"),
                text,
                text.map(valid -> ",hlc=" + valid + ","),
                text.map(valid -> ",hlc=" + valid.replace(":", "%3A").replace("/", "%2f") + ";x,"));
        Arbitrary<String> pieces = piece.list().ofMaxSize(8).map(list -> String.join("", list));
        Arbitrary<String> many =
                pieces.flatMap(part -> Arbitraries.integers().between(2, 90).map(times -> (part + ",").repeat(times)));
        Arbitrary<String> changed = pieces.flatMap(
                part -> Arbitraries.longs().map(seed -> changed(part, "hlc=;, \t%20Zx", new Random(seed))));
        return Arbitraries.oneOf(pieces, changed, many, Arbitraries.strings().ofMaxLength(200));
    }

    /** One to three characters replaced, inserted or taken out. */
    private static String changed(String text, String alphabet, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(changed.length() + 1);
            int taken = random.nextInt(2);
            char c = alphabet.charAt(random.nextInt(alphabet.length()));
            changed.replace(at, Math.min(at + taken, changed.length()), random.nextBoolean() ? String.valueOf(c) : "");
        }
        return changed.toString();
    }
}
