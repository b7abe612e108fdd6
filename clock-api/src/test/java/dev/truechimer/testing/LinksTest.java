package dev.truechimer.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {

    @Test
    void tellsThoseThatLeadNowhere(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("other.md"), "# Other\n\n## Which clock, for which question?\n");
        Path page = Files.writeString(folder.resolve("page.md"), """
                # Page
                [a](other.md) [b](other.md#which-clock-for-which-question) [c](#page) ![picture](none.svg)
                [d](none.md) [e](other.md#none) [f](#none) [g](https://example.org/)
                """);
        Links links = Links.of(page);
        assertEquals(7, links.targets().size());
        assertEquals(
                List.of(
                        "no such file: none.md",
                        "no such heading: other.md#none",
                        "no such heading: #none",
                        "no such file: https://example.org/"),
                links.dead());
    }
}
