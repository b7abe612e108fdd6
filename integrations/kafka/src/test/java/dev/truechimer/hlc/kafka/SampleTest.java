package dev.truechimer.hlc.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples in the documentation of the classes compile. */
class SampleTest {

    private static final String BEFORE = """
            import dev.truechimer.hlc.*;
            import dev.truechimer.hlc.kafka.*;
            import java.time.Duration;
            import java.util.*;
            import org.apache.kafka.clients.consumer.*;
            import org.apache.kafka.clients.producer.*;

            abstract class Sample {
                abstract void process(ConsumerRecord<String, String> order);

                void run(HybridLogicalClock clock, Map<String, Object> config, Producer<String, String> producer,
                        Consumer<String, String> consumer, Duration timeout, String key, String value) {
            """;

    @ParameterizedTest
    @ValueSource(strings = {"HlcRecords", "HlcProducerInterceptor", "HlcConsumerInterceptor"})
    void compiles(String name, @TempDir Path classes) throws IOException {
        Path source = Path.of("src", "main", "java", "dev", "truechimer", "hlc", "kafka", name + ".java");
        List<String> samples = Samples.ofJavadoc(source);
        assertEquals(1, samples.size());
        assertEquals("", Samples.messages(BEFORE, samples.get(0), classes));
    }
}
