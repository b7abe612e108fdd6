package dev.truechimer.vector.diagram;

/** What a colour means in the pictures. Each is readable on white, and told from the others without red and green alone. */
enum Tone {
    /** Text and marks of no special meaning. */
    INK("#1f2328"),
    /** What is there but doesn't matter now. */
    FAINT("#6e7781"),
    /** The lines of processes, and frames. */
    RULE("#afb8c1"),
    /** What happened before, what is inside, what one owns. */
    PAST("#0550ae"),
    /** What happened after. */
    FUTURE("#bc4c00"),
    /** What is concurrent. */
    CONCURRENT("#8250df"),
    /** What is right, or kept. */
    RIGHT("#116329"),
    /** What is wrong. */
    WRONG("#cf222e"),
    /** Behind things. */
    SHADE("#ddf4ff"),
    /** The page. */
    PAPER("#ffffff");

    private final String colour;

    Tone(String colour) {
        this.colour = colour;
    }

    String colour() {
        return colour;
    }
}
