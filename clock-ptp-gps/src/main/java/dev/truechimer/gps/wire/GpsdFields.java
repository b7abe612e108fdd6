package dev.truechimer.gps.wire;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The fields of one line, on their way to a message: the first that does not fit decides what is wrong with it. */
final class GpsdFields {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** 2222-01-01T00:00:00Z. */
    private static final long LAST_SECOND = 7_952_342_400L;

    /** Of texts that are shown to people: more than gpsd's paths and messages have. */
    private static final int LONGEST_TEXT = 256;

    private static final int LONGEST_MODE = 3;
    private static final long MOST_ERROR_SECONDS = 1_000_000;
    private static final int MOST_LEAP_SECONDS = 1_000;
    private static final int LEAST_PRECISION = -64;
    private static final int MOST_PRECISION = 16;

    /** Control characters, separators of lines, marks that turn the direction of writing, and halves of characters. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private final Map<String, GpsdField> fields;
    private final List<String> paths;

    GpsdFields(Map<String, GpsdField> fields, List<String> paths) {
        this.fields = fields;
        this.paths = paths;
    }

    GpsdDecoded message() {
        GpsdField className = fields.get("class");
        if (className == null || className.kind() != GpsdField.Kind.TEXT) {
            return GpsdRejection.NO_CLASS;
        }
        try {
            return switch (className.text()) {
                case "VERSION" -> new GpsdMessage.Version(text("release"), (int) whole("proto_major", 0, 1_000));
                case "DEVICES" ->
                    new GpsdMessage.Devices(
                            paths.stream().map(GpsdFields::shown).toList());
                case "WATCH" -> new GpsdMessage.Watch(truth("enable"), truth("pps"));
                case "TPV" -> tpv();
                case "PPS" ->
                    new GpsdMessage.Pps(text("device"), stamp("real"), stamp("clock"), (int)
                            whole("precision", LEAST_PRECISION, MOST_PRECISION));
                case "TOFF" -> new GpsdMessage.Toff(text("device"), stamp("real"), stamp("clock"));
                case "ERROR" -> new GpsdMessage.Complaint(text("message"));
                default -> new GpsdMessage.Other(shown(className.text()));
            };
        } catch (Refused e) {
            return e.rejection;
        }
    }

    private GpsdMessage.Tpv tpv() throws Refused {
        return new GpsdMessage.Tpv(
                text("device"), (int) whole("mode", 0, LONGEST_MODE), time(), error(), leapSeconds());
    }

    private OptionalLong time() throws Refused {
        if (!fields.containsKey("time")) {
            return OptionalLong.empty();
        }
        long nanos = UtcText.nanos(of("time", GpsdField.Kind.TEXT).text());
        if (nanos == UtcText.LEAP_SECOND) {
            throw new Refused(GpsdRejection.LEAP_SECOND);
        }
        if (nanos == UtcText.WRONG) {
            throw new Refused(GpsdRejection.WRONG_TIME);
        }
        return OptionalLong.of(nanos);
    }

    private OptionalLong error() throws Refused {
        if (!fields.containsKey("ept")) {
            return OptionalLong.empty();
        }
        long nanos = of("ept", GpsdField.Kind.NUMBER).nanosCeil(MOST_ERROR_SECONDS);
        return OptionalLong.of(inRange(nanos));
    }

    private OptionalInt leapSeconds() throws Refused {
        return fields.containsKey("leapseconds")
                ? OptionalInt.of((int) whole("leapseconds", -MOST_LEAP_SECONDS, MOST_LEAP_SECONDS))
                : OptionalInt.empty();
    }

    private long stamp(String which) throws Refused {
        return whole(which + "_sec", 0, LAST_SECOND) * NANOS_PER_SECOND + whole(which + "_nsec", 0, 999_999_999);
    }

    private long whole(String name, long least, long most) throws Refused {
        return inRange(of(name, GpsdField.Kind.NUMBER).whole(least, most));
    }

    private boolean truth(String name) throws Refused {
        return of(name, GpsdField.Kind.TRUTH).text().equals("true");
    }

    /** A text that may be missing. */
    private String text(String name) throws Refused {
        return fields.containsKey(name) ? shown(of(name, GpsdField.Kind.TEXT).text()) : "";
    }

    /** Without what would write into the terminal of whoever reads it, and not too long to be read. */
    private static String shown(String text) {
        String start = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        return CONTROLS.matcher(start).replaceAll("?");
    }

    private GpsdField of(String name, GpsdField.Kind kind) throws Refused {
        GpsdField field = fields.get(name);
        if (field == null) {
            throw new Refused(GpsdRejection.MISSING_FIELD);
        }
        if (field.kind() != kind) {
            throw new Refused(GpsdRejection.WRONG_TYPE);
        }
        return field;
    }

    private static long inRange(long value) throws Refused {
        if (value == GpsdField.WRONG) {
            throw new Refused(GpsdRejection.OUT_OF_RANGE);
        }
        return value;
    }

    /** Ends the reading of a line; never leaves this class. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        final transient GpsdRejection rejection;

        Refused(GpsdRejection rejection) {
            super(rejection.name(), null, false, false);
            this.rejection = rejection;
        }
    }
}
