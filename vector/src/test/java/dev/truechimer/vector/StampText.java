package dev.truechimer.vector;

/** Reads a stamp in the paper's notation, for tests that want one in a certain state. */
final class StampText {

    private final String text;
    private int at;

    private StampText(String text) {
        this.text = text.replace(" ", "");
    }

    static IntervalTreeClock parse(String stamp) {
        StampText in = new StampText(stamp);
        in.expect('(');
        ItcId id = in.id();
        in.expect(',');
        ItcEvents events = in.events();
        in.expect(')');
        return IntervalTreeClock.of(id, events);
    }

    private ItcId id() {
        if (text.charAt(at) != '(') {
            return number() == 1 ? ItcId.ALL : ItcId.NONE;
        }
        expect('(');
        ItcId left = id();
        expect(',');
        ItcId right = id();
        expect(')');
        return ItcId.of(left, right);
    }

    private ItcEvents events() {
        if (text.charAt(at) != '(') {
            return ItcEvents.leaf(number());
        }
        expect('(');
        long number = number();
        expect(',');
        ItcEvents left = events();
        expect(',');
        ItcEvents right = events();
        expect(')');
        return ItcEvents.of(number, left, right);
    }

    private long number() {
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return Long.parseLong(text.substring(start, at));
    }

    private void expect(char symbol) {
        if (text.charAt(at) != symbol) {
            throw new IllegalArgumentException(symbol + " expected at " + at + " of " + text);
        }
        at++;
    }
}
