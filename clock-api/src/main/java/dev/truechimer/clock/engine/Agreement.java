package dev.truechimer.clock.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the sources say together at one oscillator reading: the outcome of one fusion, with names.
 *
 * @param verdict which kind
 * @param hull the hull; the whole line without one
 * @param speaking how many units make a statement
 * @param falsetickers sources whose unit holds no supported instant
 */
record Agreement(Fusion.Verdict verdict, Statement hull, int speaking, Set<String> falsetickers) {

    Agreement {
        falsetickers = Set.copyOf(falsetickers);
    }

    /** Before anything was fused. */
    static final Agreement NONE = new Agreement(Fusion.Verdict.NO_QUORUM, Statement.NONE, 0, Set.of());

    /** Fuses the statements of all units at a reading. */
    static Agreement of(SourceSet sources, RateSchedule schedule, long nowTicks) {
        List<VotingUnit> units = sources.units();
        List<Statement> statements =
                units.stream().map(unit -> unit.statement(schedule, nowTicks)).toList();
        long[] lower = statements.stream().mapToLong(s -> s.lower().taiNanos()).toArray();
        long[] upper = statements.stream().mapToLong(s -> s.upper().taiNanos()).toArray();
        Fusion.Result fused = Fusion.fuse(lower, upper, sources.liars());
        Set<String> falsetickers = new HashSet<>();
        for (int i = 0; i < units.size(); i++) {
            if (fused.falsetickers()[i]) {
                units.get(i).members().forEach(member -> falsetickers.add(member.name()));
            }
        }
        int speaking = (int) statements.stream().filter(s -> !s.isWholeLine()).count();
        return new Agreement(fused.verdict(), hullOf(fused, statements), speaking, falsetickers);
    }

    /** The hull's ends are ends of statements: found again, so that a report can say whose they are. */
    private static Statement hullOf(Fusion.Result fused, List<Statement> statements) {
        Statement hull = Statement.NONE;
        for (Statement statement : statements) {
            if (statement.lower().taiNanos() == fused.lower()) {
                hull = new Statement(statement.lower(), hull.upper());
            }
            if (statement.upper().taiNanos() == fused.upper()) {
                hull = new Statement(hull.lower(), statement.upper());
            }
        }
        return hull;
    }
}
