package dev.truechimer.ptp.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the system says about the clock behind a device file.
 *
 * <p><b>Threads:</b> immutable. <b>Source:</b> the kernel's Documentation/ABI/testing/sysfs-ptp.
 *
 * @param device the device file itself, not a link to it
 * @param folder its folder below /sys/class/ptp, which need not exist
 * @param clockName what its driver calls it; empty if it does not say
 */
public record PhcIdentity(Path device, Path folder, String clockName) {

    /** Where the system tells about its clocks. */
    public static final Path SYSFS = Path.of("/sys/class/ptp");

    /** Where the system tells about its network interfaces. */
    public static final Path NETWORK = Path.of("/sys/class/net");

    /** Names of interfaces have at most 15 characters, and lead out of no folder. */
    private static final Pattern INTERFACE = Pattern.compile("[!-~&&[^./]][!-~&&[^/]]{0,14}");

    /**
     * How the names of clocks begin that are known to show UTC: those of KVM, Hyper-V and VMware, which are a hypervisor's
     * own, and that of AWS.
     */
    private static final List<String> USUALLY_UTC = List.of("KVM virtual PTP", "hyperv", "ptp_vmw", "ena-ptp");

    private static final int LONGEST_NAME = 256;

    /**
     * Looks a device up.
     *
     * @param path of the device file, or a link to it; need not exist
     * @param sysfs {@link #SYSFS}, or what stands in for it
     */
    public static PhcIdentity of(Path path, Path sysfs) {
        Path device = resolved(path);
        Path folder = sysfs.resolve(String.valueOf(device.getFileName()));
        return new PhcIdentity(device, folder, clockName(folder.resolve("clock_name")));
    }

    /** Whether a clock of this name shows UTC unless its operator has arranged for something else. */
    public boolean isUsuallyUtc() {
        return USUALLY_UTC.stream().anyMatch(clockName::startsWith);
    }

    /** The file of its driver with the bound of its error in nanoseconds, which AWS's driver has; need not exist. */
    public Path errorBoundFile() {
        return folder.resolve("device").resolve("phc_error_bound");
    }

    /**
     * The folder in which the system lists the hardware clocks of a network interface; it need not exist.
     *
     * @param interfaceName whatever somebody says
     * @param network {@link #NETWORK}, or what stands in for it
     * @return empty if no interface has such a name
     */
    public static Optional<Path> clocksOf(String interfaceName, Path network) {
        return INTERFACE.matcher(interfaceName).matches()
                ? Optional.of(network.resolve(interfaceName).resolve("device").resolve("ptp"))
                : Optional.empty();
    }

    /**
     * Whether a network interface is known to have other hardware clocks than this one. Interfaces that are made of others,
     * such as those of VLANs and bonds, are not known to have any.
     *
     * @param network {@link #NETWORK}, or what stands in for it
     */
    public boolean isKnownNotToBeOf(String interfaceName, Path network) {
        Optional<Path> clocks = clocksOf(interfaceName, network).filter(Files::isDirectory);
        return clocks.isPresent() && !Files.exists(clocks.get().resolve(String.valueOf(device.getFileName())));
    }

    private static Path resolved(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static String clockName(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_NAME), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            // Older kernels and sandboxes have no such file, and the name is for recognition only.
            return "";
        }
    }
}
