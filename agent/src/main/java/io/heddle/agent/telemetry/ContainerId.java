// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import org.jspecify.annotations.Nullable;

/** Finds the id of the container that this process runs in. */
final class ContainerId {
  /** Session and user numbers in the paths of a plain host are hexadecimal too, but short. */
  private static final int MIN_LENGTH = 32;

  private static final int LENGTH = 64;
  private static final int ROOT_FIELD = 3;
  private static final String[] BEFORE_ID = {"containers/", "cri-containerd:", "/crio-"};

  private ContainerId() {}

  static @Nullable String find(Machine machine) {
    String cgroup = machine.text("proc/self/cgroup");
    String id = cgroup == null ? null : inCgroup(cgroup);
    if (id != null) {
      return id;
    }
    String mounts = machine.text("proc/self/mountinfo");
    return mounts == null ? null : inMounts(mounts);
  }

  /** cgroup v1: the last segment of a path, without runtime prefix and unit suffix. */
  static @Nullable String inCgroup(String text) {
    for (String line : text.split("\n")) {
      String segment = line.substring(line.lastIndexOf('/') + 1);
      int colon = segment.lastIndexOf(':');
      int start = colon >= 0 ? colon + 1 : segment.lastIndexOf('-') + 1;
      int suffix = segment.lastIndexOf('.');
      int end = suffix > start ? suffix : segment.length();
      if (end - start >= MIN_LENGTH && isHex(segment, start, end)) {
        return segment.substring(start, end);
      }
    }
    return null;
  }

  /**
   * cgroup v2: in the root of a mount, which is the part of the host's file system that is mounted.
   * The mount points of a host that runs containers name those containers, so they tell nothing.
   */
  static @Nullable String inMounts(String text) {
    for (String line : text.split("\n")) {
      String[] fields = line.split(" ");
      if (fields.length <= ROOT_FIELD) {
        continue;
      }
      String root = fields[ROOT_FIELD];
      for (String before : BEFORE_ID) {
        int start = root.indexOf(before);
        while (start >= 0) {
          start += before.length();
          if (isId(root, start)) {
            return root.substring(start, start + LENGTH);
          }
          start = root.indexOf(before, start);
        }
      }
    }
    return null;
  }

  private static boolean isId(String text, int start) {
    int end = start + LENGTH;
    return end <= text.length()
        && isHex(text, start, end)
        && (end == text.length() || !isHex(text, end, end + 1));
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
