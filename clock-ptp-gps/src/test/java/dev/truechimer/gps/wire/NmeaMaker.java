package dev.truechimer.gps.wire;

import dev.truechimer.gps.wire.NmeaSentence.Fix;
import java.time.LocalDate;
import java.util.Locale;

/** Writes sentences, as receivers do. */
public final class NmeaMaker {

    private NmeaMaker() {}

    /** A line with its checksum, without its end. */
    public static String line(String content) {
        return String.format("$%s*%02X", content, sum(content));
    }

    private static int sum(String content) {
        return content.chars().reduce(0, (sum, next) -> sum ^ next);
    }

    /** An RMC with a fix or without. */
    public static String rmc(String talker, String time, LocalDate date, boolean hasFix) {
        return line(String.format(
                "%sRMC,%s,%s,4807.038,N,01131.000,E,0.0,0.0,%s,,,%s",
                talker,
                time,
                hasFix ? "A" : "V",
                String.format("%02d%02d%02d", date.getDayOfMonth(), date.getMonthValue(), date.getYear() % 100),
                hasFix ? "A" : "N"));
    }

    /** A GGA. */
    public static String gga(String talker, String time, int quality) {
        return line(talker + "GGA," + time + ",4807.038,N,01131.000,E," + quality + ",08,0.9,545.4,M,46.9,M,,");
    }

    /** A ZDA. */
    public static String zda(String talker, String time, LocalDate date) {
        return line(String.format(
                "%sZDA,%s,%02d,%02d,%04d,00,00",
                talker, time, date.getDayOfMonth(), date.getMonthValue(), date.getYear()));
    }

    /**
     * The sentence that decodes to this. RMC dates must lie in 1980 to 2079, and a GLL that does not say whether there is a fix
     * has no time.
     */
    public static String encode(NmeaSentence sentence) {
        NmeaTime time = sentence.time();
        String timeText = time == null ? "" : text(time);
        LocalDate date = sentence.date();
        boolean hasFix = sentence.fix() == Fix.VALID;
        return switch (sentence.kind()) {
            case RMC ->
                date == null
                        ? line(sentence.talker() + "RMC," + timeText + (hasFix ? ",A,,,,,,,,,,A" : ",V,,,,,,,,,,N"))
                        : rmc(sentence.talker(), timeText, date, hasFix);
            case ZDA ->
                date == null
                        ? line(sentence.talker() + "ZDA," + timeText + ",,,,,")
                        : zda(sentence.talker(), timeText, date);
            case GGA ->
                sentence.fix() == Fix.UNSTATED
                        ? line(sentence.talker() + "GGA," + timeText + ",,,,,,")
                        : gga(sentence.talker(), timeText, hasFix ? 1 : 0);
            case GNS -> line(sentence.talker() + "GNS," + timeText + ",,,,," + (hasFix ? "NA" : "NN") + ",09,,,,,");
            case GLL ->
                line(sentence.talker()
                        + (sentence.fix() == Fix.UNSTATED
                                ? "GLL,,,,"
                                : "GLL,,,,," + timeText + (hasFix ? ",A,A" : ",V,N")));
        };
    }

    private static String text(NmeaTime time) {
        long seconds = time.nanosOfDay() / 1_000_000_000;
        String base = String.format("%02d%02d%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        long fraction = time.nanosOfDay() % 1_000_000_000;
        if (time.resolutionNanos() == 0) {
            return base + (fraction == 0 ? ".00" : "");
        }
        int digits = 9 - (String.valueOf(time.resolutionNanos()).length() - 1);
        return base + "." + String.format(Locale.ROOT, "%09d", fraction).substring(0, digits);
    }
}
