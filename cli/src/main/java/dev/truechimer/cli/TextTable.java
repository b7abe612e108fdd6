package dev.truechimer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Cells in aligned columns. <b>Threads:</b> confined to one. */
final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; all rows have as many cells as the first. */
    TextTable row(String... cells) {
        if (!rows.isEmpty() && rows.get(0).size() != cells.length) {
            throw new IllegalArgumentException("a row must have " + rows.get(0).size() + " cells: " + cells.length);
        }
        // What sources say comes from the network, and none of it may break the line or control the terminal.
        rows.add(
                Stream.of(cells).map(cell -> cell.replaceAll("\\p{Cntrl}", "?")).toList());
        return this;
    }

    /** The rows as lines, without blanks at their ends. */
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(column == 0 ? "" : GAP).append(cell).append(" ".repeat(width(column) - cell.length()));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
