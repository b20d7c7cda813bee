// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerIdTest {
  private static final String ID =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private static String withId(String text) {
    return text.replace("<id>", ID);
  }

  @ParameterizedTest
  @CsvSource({
    "12:pids:/docker/<id>,<id>",
    "12:pids:/kubepods/besteffort/pod2c48913c-b29f-11e7-9350-020968147796/<id>,<id>",
    "1:name=systemd:/kubepods.slice/kubepods-burstable.slice/crio-<id>.scope,<id>",
    "11:cpu:/system.slice/docker-<id>.scope,<id>",
    "9:cpu:/system.slice/containerd.service/kubepods-pod1.slice:cri-containerd:<id>,<id>",
    "13:name=systemd:/podruntime/docker/kubepods/ac679f8a8319c8cf7d38e1adf263bc08d23,"
        + "ac679f8a8319c8cf7d38e1adf263bc08d23",
    "0::/,",
    "1:name=systemd:/user.slice/user-1000.slice/session-2.scope,",
    "12:pids:/docker/not-a-container-id-but-longer-than-thirty-two,",
    "'',",
  })
  void inCgroup_anyLine_idOrNull(String line, String expected) {
    assertThat(ContainerId.inCgroup("0::/\n" + withId(line) + "\n"))
        .isEqualTo(expected == null ? null : withId(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "473 456 254:1 /docker/containers/<id>/resolv.conf /etc/resolv.conf rw - ext4 /dev/vda1 rw | <id>",
        "1 2 0:24 /var/lib/containers/storage/overlay-containers/<id>/userdata/hostname /etc/hostname rw - t t rw | <id>",
        "1 2 0:24 /../../pod1.slice:cri-containerd:<id> /sys/fs/cgroup ro - cgroup2 cgroup rw | <id>",
        "1 2 0:24 /kubepods.slice/crio-<id>.scope /sys/fs/cgroup ro - cgroup2 cgroup rw | <id>",
        "1 2 0:24 / /var/lib/docker/containers/<id>/mounts/shm rw - tmpfs shm rw |",
        "1 2 0:24 /docker/containers/<id>0/hostname /etc/hostname rw - ext4 /dev/vda1 rw |",
        "1 2 0:24 /docker/containers/short/hostname /etc/hostname rw - ext4 /dev/vda1 rw |",
        "short |"
      })
  void inMounts_anyLine_idOrNull(String line, String expected) {
    assertThat(ContainerId.inMounts("22 27 0:21 / /proc rw - proc proc rw\n" + withId(line)))
        .isEqualTo(expected == null ? null : withId(expected));
  }
}
