// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds one plain value in the first document of a YAML text. Keys may be nested by indentation or
 * dotted; flow mappings, anchors and block scalars are not understood.
 */
final class YamlScan {
  private YamlScan() {}

  static @Nullable String find(String text, String dottedKey) {
    List<String> keys = new ArrayList<String>();
    List<Integer> indents = new ArrayList<Integer>();
    for (String line : text.split("\n")) {
      if (line.startsWith("---") && !keys.isEmpty()) {
        return null;
      }
      String content = line.trim();
      int colon = keyEnd(content);
      if (colon < 0) {
        continue;
      }
      int indent = line.indexOf(content);
      while (!indents.isEmpty() && indents.get(indents.size() - 1) >= indent) {
        indents.remove(indents.size() - 1);
        keys.remove(keys.size() - 1);
      }
      String parent = keys.isEmpty() ? "" : keys.get(keys.size() - 1) + ".";
      String key = parent + unquoted(content.substring(0, colon).trim());
      String value = scalar(content.substring(colon + 1).trim());
      if (key.equals(dottedKey) && !value.isEmpty()) {
        return value;
      }
      keys.add(key);
      indents.add(indent);
    }
    return null;
  }

  /** Where the colon after a key stands, or -1 for a line without key. */
  private static int keyEnd(String content) {
    if (content.startsWith("#") || content.startsWith("- ") || content.startsWith("---")) {
      return -1;
    }
    int colon = content.indexOf(": ");
    return colon < 0 && content.endsWith(":") ? content.length() - 1 : colon;
  }

  private static String scalar(String text) {
    if (text.startsWith("\"") || text.startsWith("'")) {
      int end = text.indexOf(text.charAt(0), 1);
      return end < 0 ? text : text.substring(1, end);
    }
    int comment = text.startsWith("#") ? 0 : text.indexOf(" #");
    return comment < 0 ? text : text.substring(0, comment).trim();
  }

  private static String unquoted(String key) {
    boolean quoted =
        key.length() > 1
            && (key.charAt(0) == '"' || key.charAt(0) == '\'')
            && key.charAt(key.length() - 1) == key.charAt(0);
    return quoted ? key.substring(1, key.length() - 1) : key;
  }
}
