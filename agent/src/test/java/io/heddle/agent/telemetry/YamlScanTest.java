// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlScanTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("spring:\n  application:\n    name: orders\n", "orders"),
        Arguments.of("spring:\r\n  application:\r\n    name: orders\r\n", "orders"),
        Arguments.of("spring.application.name: orders", "orders"),
        Arguments.of("spring:\n  application.name: orders", "orders"),
        Arguments.of("spring.application:\n  name: \"my orders\" # why\n", "my orders"),
        Arguments.of("'spring':\n  application:\n    name: 'a: b'\n", "a: b"),
        Arguments.of("spring:\n  application:\n    name: orders # the name\n", "orders"),
        Arguments.of("---\nspring:\n  application:\n    name: orders\n", "orders"),
        Arguments.of(
            "a:\n  b: 1\n# spring:\nspring:\n  main:\n    x: y\n\n  application:\n\n    name: orders",
            "orders"),
        Arguments.of("list:\n  - name: x\nspring:\n  application:\n    name: orders", "orders"),
        Arguments.of("spring:\n  application:\n    title: x\n  name: y\n", null),
        Arguments.of("other:\n  application:\n    name: x\n", null),
        Arguments.of("application:\n  name: x\n", null),
        Arguments.of("spring:\n  application:\n    name:\n", null),
        Arguments.of("a: b\n---\nspring:\n  application:\n    name: profile\n", null),
        Arguments.of("", null));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void find_anyText_valueOrNull(String text, String expected) {
    assertThat(YamlScan.find(text, "spring.application.name")).isEqualTo(expected);
  }
}
