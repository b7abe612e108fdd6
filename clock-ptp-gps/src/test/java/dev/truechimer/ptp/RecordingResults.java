package dev.truechimer.ptp;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import java.util.ArrayList;
import java.util.List;

/** What a client says. */
final class RecordingResults implements PtpResults {

    final List<Claim> claims = new ArrayList<>();
    final List<SourceFailure> failures = new ArrayList<>();
    final List<String> masters = new ArrayList<>();
    final List<String> details = new ArrayList<>();
    boolean statesNoError;
    int statements;

    List<Reason> reasons() {
        return failures.stream().map(SourceFailure::reason).toList();
    }

    @Override
    public LeapSeconds leapSeconds() {
        return LeapSeconds.bundled();
    }

    @Override
    public void accept(Claim claim) {
        claims.add(claim);
    }

    @Override
    public void failed(SourceFailure failure) {
        failures.add(failure);
    }

    @Override
    public void follows(String address, String mark) {
        masters.add(address + " / " + mark);
    }

    @Override
    public void statesNoError(boolean none) {
        statesNoError = none;
        statements++;
    }

    @Override
    public void detail(String text) {
        details.add(text);
    }
}
