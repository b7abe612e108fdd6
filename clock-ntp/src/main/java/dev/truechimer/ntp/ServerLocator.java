package dev.truechimer.ntp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address of one source's server, on a thread of its own, since that may block for long.
 *
 * <p><b>Threads:</b> confined to the loop, to which answers return.
 */
final class ServerLocator {

    static final String THREAD_NAME = "truechimer-ntp-resolver";

    /** Gets the answer, on the loop. */
    interface Listener {

        /** The address to ask from now on; perhaps the one as before. */
        void found(InetSocketAddress server);

        /** There is none; why is for an operator. */
        void notFound(String why);
    }

    private final NtpSettings settings;
    private final AddressPool pool;
    private final int member;
    private final IoLoop loop;
    private final Listener listener;
    private @Nullable Thread resolving;
    private boolean stopped;

    ServerLocator(NtpSettings settings, AddressPool pool, int member, IoLoop loop, Listener listener) {
        this.settings = settings;
        this.pool = pool;
        this.member = member;
        this.loop = loop;
        this.listener = listener;
    }

    /** Whether the server was given by address, so that there is nothing to look up. */
    boolean isFixed() {
        return !settings.server().isUnresolved();
    }

    /** Looks the address up, unless that is under way. */
    void locate() {
        if (isFixed()) {
            listener.found(settings.server());
        } else if (resolving == null) {
            Thread thread = new Thread(this::resolve, THREAD_NAME);
            thread.setDaemon(true);
            thread.start();
            resolving = thread;
        }
    }

    /** Ends what is under way, as far as the resolver heeds an interrupt. */
    void stop() {
        stopped = true;
        Thread thread = resolving;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void resolve() {
        try {
            List<InetAddress> addresses =
                    settings.resolver().resolve(settings.server().getHostString());
            loop.execute(() -> resolved(addresses));
        } catch (UnknownHostException e) {
            loop.execute(() -> failed("the name has no address"));
        } catch (RuntimeException | Error e) {
            loop.execute(() -> failed("the resolver failed: " + e));
        }
    }

    private void resolved(List<InetAddress> addresses) {
        resolving = null;
        if (stopped) {
            // Taking an address now would keep it from the other members for ever.
            return;
        }
        InetAddress address = pool.assign(member, addresses);
        if (address == null) {
            listener.notFound(
                    addresses.isEmpty()
                            ? "the name has no address"
                            : "all " + addresses.size() + " addresses are asked by other members of the pool");
        } else {
            listener.found(new InetSocketAddress(address, settings.server().getPort()));
        }
    }

    private void failed(String why) {
        resolving = null;
        listener.notFound(why);
    }
}
