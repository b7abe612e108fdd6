package dev.truechimer.ptp;

import dev.truechimer.ptp.device.PhcIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which hardware clock a network interface has.
 *
 * @param declared the answer, if the user has given it
 * @param interfaces {@link PhcIdentity#NETWORK}, or what stands in for it
 */
record InterfaceClocks(Optional<Path> declared, Path interfaces) {

    private static final Path DEVICES = Path.of("/dev");

    /** The device file; empty if the system does not tell. */
    Optional<Path> of(String interfaceName) {
        if (declared.isPresent()) {
            return declared;
        }
        Optional<Path> folder = PhcIdentity.clocksOf(interfaceName, interfaces);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(folder.get())) {
            return found.map(Path::getFileName)
                    .filter(name -> name.toString().matches("ptp\\d+"))
                    .sorted()
                    .findFirst()
                    .map(DEVICES::resolve);
        } catch (IOException e) {
            // There is none, or the interface is of another network namespace: the caller says what to do.
            return Optional.empty();
        }
    }

    /** Where it is looked for, in words: what the name is made of is not checked. */
    String folder(String interfaceName) {
        return interfaces + "/" + interfaceName + "/device/ptp";
    }
}
