package dev.truechimer.vector.diagram;

/** The shape of an event: it says the same as the colour, for those who don't see it. */
enum Mark {
    DOT,
    RING,
    SQUARE,
    DIAMOND
}
