package dev.truechimer.vector.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.diagram.Svg.Box;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The pictures in the documentation are those that the code of today draws, and can be read. */
class OrderingDiagramsTest {

    private static final Path FOLDER = Path.of("..", "docs", "ordering");
    private static final String WRITE = "mvn -pl vector -am test -Dtest=OrderingDiagramsTest"
            + " -Dtruechimer.diagrams=write -Dsurefire.failIfNoSpecifiedTests=false";
    private static final SortedMap<String, Svg> DRAWN = OrderingDiagrams.all();

    @BeforeAll
    static void writeIfAsked() throws IOException {
        if (System.getProperty("truechimer.diagrams", "compare").equals("write")) {
            Files.createDirectories(FOLDER);
            for (String file : DRAWN.keySet()) {
                Files.writeString(FOLDER.resolve(file), DRAWN.get(file).toString());
            }
        }
    }

    @Test
    void committedPicturesAreWhatTheCodeDraws() throws IOException {
        assertEquals(DRAWN.keySet(), filesInFolder(), () -> "the files in docs/ordering; to write them: " + WRITE);
        for (String file : DRAWN.keySet()) {
            assertEquals(
                    DRAWN.get(file).toString(),
                    Files.readString(FOLDER.resolve(file)),
                    () -> file + " is not what the code draws; to write it: " + WRITE);
        }
    }

    @Test
    void drawsTheSameTwice() {
        SortedMap<String, Svg> again = OrderingDiagrams.all();
        DRAWN.forEach(
                (file, svg) -> assertEquals(svg.toString(), again.get(file).toString(), file));
    }

    @Test
    void picturesAreWellFormedAndNeedNothingElse() throws Exception {
        for (String file : DRAWN.keySet()) {
            String text = DRAWN.get(file).toString();
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)));
            Element root = document.getDocumentElement();
            assertEquals("svg", root.getTagName(), file);
            Svg svg = DRAWN.get(file);
            assertEquals(svg.width() + "", root.getAttribute("width"), file);
            assertEquals(svg.height() + "", root.getAttribute("height"), file);
            assertEquals("0 0 " + svg.width() + " " + svg.height(), root.getAttribute("viewBox"), file);
            assertTrue(svg.width() <= 800, () -> file + " is at most as wide as a page");
            for (String foreign : List.of("script", "foreignObject", "image", "style", "use", "a")) {
                assertEquals(0, root.getElementsByTagName(foreign).getLength(), () -> foreign + " in " + file);
            }
            assertFalse(text.contains("href") || text.contains("url("), () -> "references in " + file);
            assertFalse(text.contains("\r"), () -> "carriage returns in " + file);
        }
    }

    @Test
    void nothingReadableLiesOverAnotherOrOverTheEdge() {
        for (String file : DRAWN.keySet()) {
            Svg svg = DRAWN.get(file);
            List<Box> boxes = svg.boxes();
            assertFalse(boxes.isEmpty(), file);
            for (int i = 0; i < boxes.size(); i++) {
                Box box = boxes.get(i);
                if (box.left() < 2
                        || box.right() > svg.width() - 2
                        || box.top() < 2
                        || box.bottom() > svg.height() - 2) {
                    throw new AssertionError(file + ": " + box + " is over the edge");
                }
                for (Box other : boxes.subList(0, i)) {
                    if (box.overlaps(other)) {
                        throw new AssertionError(file + ": " + box + " lies over " + other);
                    }
                }
            }
        }
    }

    private static SortedSet<String> filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            SortedSet<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }
}
