package dev.truechimer.clock.ticks;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;

/** The factories of {@link Ticks} on a class path of their own, for their first call under other conditions. */
final class IsolatedTicks implements AutoCloseable {

    private final URLClassLoader loader;

    private IsolatedTicks(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * @param from classes whose directory or jar is on the class path, each with nothing that it depends on
     */
    static IsolatedTicks with(Class<?>... from) {
        URL[] classPath = new URL[from.length];
        for (int i = 0; i < from.length; i++) {
            classPath[i] = from[i].getProtectionDomain().getCodeSource().getLocation();
        }
        return new IsolatedTicks(new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader()));
    }

    /**
     * @param factory the name of a static method of {@link Ticks}
     */
    Object make(String factory) throws Exception {
        try {
            return loader.loadClass(Ticks.class.getName()).getMethod(factory).invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    <T> T whileProperty(String name, String value, Callable<T> action) throws Exception {
        String before = System.getProperty(name);
        System.setProperty(name, value);
        try {
            return action.call();
        } finally {
            if (before == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
