package dev.truechimer.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.truechimer.clock.ticks.ClockProfile;
import dev.truechimer.clock.ticks.ClockProfile.Backward;
import dev.truechimer.clock.ticks.ClockProfile.Clocksource;
import dev.truechimer.clock.ticks.ClockProfile.HostClock;
import dev.truechimer.clock.ticks.ClockProfile.UnreadableClock;
import dev.truechimer.clock.ticks.ClockProfile.Warning;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A profile of clocks as one JSON object on one line.
 *
 * <p>Numbers are integers; what is not known is {@code null}. The names {@code clocks} with {@code name}, {@code
 * costMedianPicos}, {@code smallestStepNanos} and {@code granularityNanos}, {@code clocksource} with {@code current}, and {@code
 * warnings} with {@code problem} are a promise to users; more may be added.
 */
final class ClocksJson {

    private static final JsonFactory JSON = new JsonFactory();

    private ClocksJson() {}

    static String line(ClockProfile profile) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("lengthNanos", profile.length().toNanos());
            json.writeArrayFieldStart("clocks");
            for (HostClock clock : profile.clocks()) {
                clock(json, clock);
            }
            json.writeEndArray();
            unreadable(json, profile);
            clocksource(json, profile.clocksource());
            warnings(json, profile);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory can't fail", e);
        }
        return text.toString();
    }

    private static void clock(JsonGenerator json, HostClock clock) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", clock.name());
        json.writeStringField("kind", clock.kind().name());
        json.writeNumberField("costMedianPicos", clock.cost().medianPicos());
        json.writeNumberField("costLowerQuartilePicos", clock.cost().lowerQuartilePicos());
        json.writeNumberField("costUpperQuartilePicos", clock.cost().upperQuartilePicos());
        json.writeNumberField("costBatches", clock.cost().batches());
        json.writeNumberField("readings", clock.resolution().readings());
        json.writeNumberField("equalReadings", clock.resolution().equalReadings());
        number(json, "smallestStepNanos", clock.resolution().smallestStepNanos());
        number(json, "granularityNanos", clock.resolution().granularityNanos());
        json.writeBooleanField("wholeMicros", clock.resolution().wholeMicros());
        backward(json, "backwardInOneThread", clock.inOneThread());
        backward(json, "backwardAcrossThreads", clock.acrossThreads());
        json.writeEndObject();
    }

    private static void backward(JsonGenerator json, String name, Backward backward) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("readings", backward.readings());
        json.writeNumberField("steps", backward.steps());
        json.writeNumberField("largestNanos", backward.largestNanos());
        json.writeEndObject();
    }

    private static void unreadable(JsonGenerator json, ClockProfile profile) throws IOException {
        json.writeArrayFieldStart("unreadable");
        for (UnreadableClock clock : profile.unreadable()) {
            json.writeStartObject();
            json.writeStringField("name", clock.name());
            json.writeStringField("reason", clock.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void clocksource(JsonGenerator json, Optional<Clocksource> clocksource) throws IOException {
        if (clocksource.isEmpty()) {
            json.writeNullField("clocksource");
            return;
        }
        json.writeObjectFieldStart("clocksource");
        json.writeStringField("current", clocksource.get().current());
        json.writeStringField("access", clocksource.get().access().name());
        json.writeArrayFieldStart("available");
        for (String name : clocksource.get().available()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void warnings(JsonGenerator json, ClockProfile profile) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (Warning warning : profile.warnings()) {
            json.writeStartObject();
            json.writeStringField("problem", warning.problem().name());
            json.writeStringField("subject", warning.subject());
            json.writeStringField("finding", warning.finding());
            json.writeStringField("advice", warning.advice());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, String name, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }
}
