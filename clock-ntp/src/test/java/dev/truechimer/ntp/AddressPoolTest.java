package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressPoolTest {

    private final InetAddress a = Addresses.of("127.0.0.1");
    private final InetAddress b = Addresses.of("127.0.0.2");
    private final InetAddress c = Addresses.of("127.0.0.3");
    private final AddressPool pool = new AddressPool();

    @Test
    void givesEachMemberAnAddressOfItsOwn() {
        assertEquals(a, pool.assign(0, List.of(a, b)));
        assertEquals(b, pool.assign(1, List.of(a, a, b)));
        assertNull(pool.assign(2, List.of(a, b)));
        assertEquals(c, pool.assign(2, List.of(a, b, c)));
    }

    @Test
    void movesAMemberInTroubleOn() {
        assertEquals(a, pool.assign(0, List.of(a, b, c)));
        assertEquals(b, pool.assign(1, List.of(a, b, c)));
        assertEquals(c, pool.assign(0, List.of(a, b, c)));
        assertEquals(a, pool.assign(0, List.of(a, b, c)));
    }

    @Test
    void keepsTheAddressIfThereIsNoOther() {
        assertEquals(a, pool.assign(0, List.of(a)));
        assertEquals(a, pool.assign(0, List.of(a)));
        assertEquals(a, pool.assign(0, List.of()));
    }

    @Test
    void leavesAnAddressThatTheNameNoLongerHas() {
        assertEquals(a, pool.assign(0, List.of(a)));
        assertEquals(b, pool.assign(0, List.of(b, c)));
    }

    @Test
    void takesAnAddressBack() {
        assertEquals(a, pool.assign(0, List.of(a)));
        assertNull(pool.assign(1, List.of(a)));
        pool.release(0);
        assertEquals(a, pool.assign(1, List.of(a)));
    }
}
