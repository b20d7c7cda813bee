// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.TraceState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class W3cTraceStateTest {
  @Test
  void asMap_duplicatesAndSpaces_leftmostInOrder() {
    TraceState state = W3cTraceState.parse("b=2 ,, a= 1,b=3");
    assertThat(new ArrayList<>(state.asMap().entrySet())).hasToString("[b=2, a= 1]");
    assertThat(state.get("a")).isEqualTo(" 1");
    assertThat(state.get("c")).isNull();
    assertThat(state.get(null)).isNull();
    assertThat(state.size()).isEqualTo(2);
    assertThat(state.isEmpty()).isFalse();
    List<String> seen = new ArrayList<>();
    state.forEach((key, value) -> seen.add(key + value));
    assertThat(seen).containsExactly("b2", "a 1");
  }

  @Test
  void toBuilder_put_goesLeftAndKeepsLevel2Keys() {
    TraceState state = W3cTraceState.parse("0a@b@c=1,ot=th:8,z=2");
    TraceState changed = state.toBuilder().put("ot", "th:c").remove("z").build();
    assertThat(W3cTraceState.header(changed)).isEqualTo("ot=th:c,0a@b@c=1");
    assertThat(state.toBuilder().put("Bad", "1").put("k", "a,b").put("k", "").build())
        .isEqualTo(state)
        .hasSameHashCodeAs(state);
    assertThat(W3cTraceState.parse("a=1").toBuilder().remove("a").build().isEmpty()).isTrue();
  }

  @Test
  void toBuilder_putToFullList_dropsTheRightmost() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      members.add("k" + i + "=" + i);
    }
    TraceState full = W3cTraceState.parse(String.join(",", members));
    TraceState changed = full.toBuilder().put("ot", "1").build();
    assertThat(changed.size()).isEqualTo(32);
    assertThat(W3cTraceState.header(changed)).startsWith("ot=1,k0=0,").endsWith(",k30=30");
  }
}
