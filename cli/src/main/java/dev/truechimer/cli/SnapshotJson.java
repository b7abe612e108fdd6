package dev.truechimer.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.EpsilonBudget;
import dev.truechimer.clock.ClockReport.Quorum;
import dev.truechimer.clock.ClockReport.SourceReport;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.source.SourceFailure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A snapshot as one JSON object on one line.
 *
 * <p>Numbers are integers; what is not known or not bounded is {@code null}. The names {@code earliestNanos}, {@code
 * latestNanos}, {@code epsilonNanos}, {@code status}, {@code timescale}, {@code sources} with {@code name} and {@code
 * verdict} are a promise to users; more may be added.
 */
final class SnapshotJson {

    private static final JsonFactory JSON = new JsonFactory();

    private SnapshotJson() {}

    static String line(Snapshot snapshot) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            reading(json, snapshot);
            report(json, snapshot.report());
            json.writeArrayFieldStart("sources");
            for (SourceReport source : snapshot.report().sources()) {
                source(json, source, snapshot.aheadNanos(source));
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory can't fail", e);
        }
        return text.toString();
    }

    private static void reading(JsonGenerator json, Snapshot snapshot) throws IOException {
        TimeInterval interval = snapshot.interval();
        boolean bounded = interval.isBounded();
        number(json, "earliestNanos", interval.earliestNanos(), bounded);
        number(json, "latestNanos", interval.latestNanos(), bounded);
        number(json, "epsilonNanos", interval.epsilonNanos(), bounded);
        json.writeStringField("status", snapshot.reading().status().name());
        json.writeStringField("timescale", snapshot.timescale().name());
        if (bounded) {
            json.writeStringField("earliest", Nanos.instant(interval.earliestNanos(), snapshot.timescale()));
            json.writeStringField("latest", Nanos.instant(interval.latestNanos(), snapshot.timescale()));
        }
        json.writeStringField("ticks", snapshot.oscillator());
    }

    private static void report(JsonGenerator json, ClockReport report) throws IOException {
        json.writeStringField("detail", report.detail());
        if (report.epsilon().isPresent()) {
            json.writeObjectFieldStart("epsilon");
            terms(json, report.epsilon().get());
            json.writeEndObject();
        } else {
            json.writeNullField("epsilon");
        }
        Quorum quorum = report.quorum();
        json.writeObjectFieldStart("quorum");
        json.writeNumberField("configured", quorum.configured());
        json.writeNumberField("counted", quorum.counted());
        json.writeNumberField("liars", quorum.liars());
        json.writeNumberField("needed", quorum.needed());
        json.writeNumberField("speaking", quorum.speaking());
        json.writeEndObject();
        json.writeObjectFieldStart("rate");
        json.writeNumberField("lowestPpb", report.rate().lowestPpb());
        json.writeNumberField("highestPpb", report.rate().highestPpb());
        json.writeBooleanField("estimated", report.rate().estimated());
        json.writeBooleanField("slewable", report.rate().slewable());
        json.writeEndObject();
        json.writeStringField("leapTable", report.leapTable());
        json.writeNumberField("disruptions", report.disruptions());
    }

    /** The terms add up, the gain subtracted, to the epsilon of the report, which is right before the reading. */
    private static void terms(JsonGenerator json, EpsilonBudget budget) throws IOException {
        json.writeNumberField("epsilonNanos", budget.epsilonNanos());
        json.writeNumberField("delayNanos", budget.delayNanos());
        json.writeNumberField("sourceErrorNanos", budget.sourceErrorNanos());
        json.writeNumberField("ageingNanos", budget.ageingNanos());
        json.writeNumberField("readErrorNanos", budget.readErrorNanos());
        json.writeNumberField("bracketNanos", budget.bracketNanos());
        json.writeNumberField("hullExcessNanos", budget.hullExcessNanos());
        json.writeNumberField("smearToleranceNanos", budget.smearToleranceNanos());
        json.writeNumberField("roundingNanos", budget.roundingNanos());
        json.writeNumberField("agreementGainNanos", budget.agreementGainNanos());
    }

    private static void source(JsonGenerator json, SourceReport source, OptionalLong aheadNanos) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", source.name());
        json.writeStringField("group", source.group());
        json.writeStringField("verdict", source.verdict().label());
        number(json, "aheadNanos", aheadNanos.orElse(0), aheadNanos.isPresent());
        number(json, "epsilonNanos", source.epsilonNanos(), source.epsilonNanos() != Long.MAX_VALUE);
        number(json, "delayNanos", source.delayNanos(), source.delayNanos() >= 0);
        json.writeNumberField("reach", source.reach());
        json.writeNumberField("polls", source.polls());
        json.writeNumberField("claims", source.claims());
        json.writeNumberField("contradictions", source.contradictions());
        json.writeBooleanField("claimsNoError", source.claimsNoError());
        json.writeStringField("detail", source.detail());
        json.writeArrayFieldStart("sameServerAs");
        for (String name : source.sameServerAs()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("failures");
        for (Map.Entry<SourceFailure.Reason, Long> count : new TreeMap<>(source.failures()).entrySet()) {
            json.writeNumberField(count.getKey().name(), count.getValue());
        }
        json.writeEndObject();
        if (source.lastFailure().isPresent()) {
            SourceFailure failure = source.lastFailure().get();
            json.writeObjectFieldStart("lastFailure");
            json.writeStringField("reason", failure.reason().name());
            json.writeStringField("detail", failure.detail());
            json.writeEndObject();
        } else {
            json.writeNullField("lastFailure");
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, long value, boolean known) throws IOException {
        if (known) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
