package dev.truechimer.ptp;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator is told about masters: at most once a second, since whoever can send Announces can change it as often, and
 * each change is queued for the timekeeper.
 *
 * <p><b>Threads:</b> confined to the source's; reads no clock.
 */
final class PacedNews {

    /** The least time between two changes that are told. */
    static final long PAUSE_NANOS = 1_000_000_000L;

    private final PtpResults results;
    private String detail = "";
    private String detailToSay = "";
    private long toldTicks;
    private @Nullable Boolean statedNoError;
    private @Nullable Boolean noErrorToState;

    PacedNews(PtpResults results, long nowTicks) {
        this.results = results;
        this.toldTicks = nowTicks - PAUSE_NANOS;
    }

    /** Tells this line, now or as soon as it may, unless another one comes before. */
    void say(String text, long nowTicks) {
        detailToSay = text;
        tellWhatWaits(nowTicks);
    }

    /** Tells this together with the next line. */
    void statesNoError(boolean none) {
        noErrorToState = none;
    }

    /** Tells what had to wait, if it may be told now. */
    void tellWhatWaits(long nowTicks) {
        boolean isNews = !detailToSay.equals(detail) || !Objects.equals(noErrorToState, statedNoError);
        if (!isNews || nowTicks - toldTicks < PAUSE_NANOS) {
            return;
        }
        toldTicks = nowTicks;
        detail = detailToSay;
        results.detail(detail);
        Boolean none = noErrorToState;
        if (none != null && !none.equals(statedNoError)) {
            statedNoError = none;
            results.statesNoError(none);
        }
    }
}
