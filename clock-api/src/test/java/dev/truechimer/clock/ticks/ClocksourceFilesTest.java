package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.ticks.ClockProfile.Access;
import dev.truechimer.clock.ticks.ClockProfile.Clocksource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that stands for /sys. */
class ClocksourceFilesTest {

    @TempDir
    private Path sys;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(sys.resolve(ClocksourceFiles.FOLDER));
    }

    @ParameterizedTest
    @CsvSource({
        "tsc,USER_SPACE",
        "tsc-early,USER_SPACE",
        "timebase,USER_SPACE",
        "tod,USER_SPACE",
        "riscv_clocksource,USER_SPACE",
        "Constant,USER_SPACE",
        "kvm-clock,DEPENDS",
        "xen,DEPENDS",
        "hyperv_clocksource_tsc_page,DEPENDS",
        "arch_sys_counter,DEPENDS",
        "hpet,SYSTEM_CALL",
        "acpi_pm,SYSTEM_CALL",
        "hyperv_clocksource_msr,SYSTEM_CALL",
        "jiffies,SYSTEM_CALL",
        "refined-jiffies,SYSTEM_CALL",
        "TSC,UNKNOWN",
        "sundial,UNKNOWN"
    })
    void namesOfTheKernelAreJudged(String name, Access access) throws IOException {
        write(ClocksourceFiles.CURRENT, name + "\n");
        write(ClocksourceFiles.AVAILABLE, "tsc " + name + " \n");
        assertEquals(Optional.of(new Clocksource(name, List.of("tsc", name), access)), ClocksourceFiles.read(sys));
    }

    @Test
    void theListMayBeMissing() throws IOException {
        write(ClocksourceFiles.CURRENT, "hpet\n");
        assertEquals(Optional.of(new Clocksource("hpet", List.of(), Access.SYSTEM_CALL)), ClocksourceFiles.read(sys));
    }

    @Test
    void aBadListIsNone() throws IOException {
        write(ClocksourceFiles.CURRENT, "tsc");
        write(ClocksourceFiles.AVAILABLE, "tsc \u0007");
        assertEquals(Optional.of(new Clocksource("tsc", List.of(), Access.USER_SPACE)), ClocksourceFiles.read(sys));
    }

    @Test
    void aListHasSoManyNamesAndNoMore() throws IOException {
        write(ClocksourceFiles.CURRENT, "tsc");
        write(ClocksourceFiles.AVAILABLE, "x ".repeat(ClocksourceFiles.MOST_NAMES));
        assertEquals(Collections.nCopies(ClocksourceFiles.MOST_NAMES, "x"), available());
        write(ClocksourceFiles.AVAILABLE, "x ".repeat(ClocksourceFiles.MOST_NAMES + 1));
        assertEquals(List.of(), available());
    }

    @Test
    void aNameHasSoManyCharactersAndNoMore() throws IOException {
        write(ClocksourceFiles.CURRENT, "n".repeat(31));
        assertEquals("n".repeat(31), ClocksourceFiles.read(sys).orElseThrow().current());
        write(ClocksourceFiles.CURRENT, "n".repeat(32));
        assertEquals(Optional.empty(), ClocksourceFiles.read(sys));
    }

    @Test
    void aFileHasSoManyBytesAndNoMore() throws IOException {
        write(ClocksourceFiles.CURRENT, "tsc" + " ".repeat(ClocksourceFiles.MOST_BYTES - 3));
        assertEquals("tsc", ClocksourceFiles.read(sys).orElseThrow().current());
        write(ClocksourceFiles.CURRENT, "tsc" + " ".repeat(ClocksourceFiles.MOST_BYTES - 2));
        assertEquals(Optional.empty(), ClocksourceFiles.read(sys));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "tsc hpet", "t\u0000sc", "\u001b[31mtsc", "ts\u00e9", "tsc\thpet"})
    void whatIsNotOneNameIsNone(String content) throws IOException {
        write(ClocksourceFiles.CURRENT, content);
        assertEquals(Optional.empty(), ClocksourceFiles.read(sys));
    }

    @Test
    void withoutAFileThereIsNone() throws IOException {
        assertEquals(Optional.empty(), ClocksourceFiles.read(sys));
        Files.createDirectory(folder.resolve(ClocksourceFiles.CURRENT));
        assertEquals(Optional.empty(), ClocksourceFiles.read(sys));
        assertEquals(Optional.empty(), ClocksourceFiles.read(sys.resolve("nowhere")));
    }

    private List<String> available() {
        return ClocksourceFiles.read(sys).orElseThrow().available();
    }

    private void write(String file, String content) throws IOException {
        Files.write(folder.resolve(file), content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
