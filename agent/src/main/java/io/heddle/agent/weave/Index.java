// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which instrumentations weave which class: exact names in one hash table, and the few rules of the
 * form "names X as its super class or interface".
 *
 * <p>Made at build time from the instrumentations themselves as text, one item a line; what the
 * settings switch off is left out while it is read, so that it costs nothing later. Thread-safe.
 */
public final class Index {
  /** Most types that are remembered as subtypes of a rule's type. */
  private static final int MAX_KNOWN_SUBTYPES = 4096;

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Entry[]> byName = new HashMap<>();
  private final Map<String, Entry[]> bySupertype = new HashMap<>();

  /** Types seen to name a rule's type, by their own name. */
  private final Map<String, Entry[]> knownSubtypes = new ConcurrentHashMap<>();

  /** Prefixes that every rule leaves out; sorted, none beginning with another. */
  private String[] leftOut = new String[0];

  /** Decides which instrumentations take part. */
  public interface Selection {
    /**
     * Whether the instrumentation of this name in settings is on.
     *
     * @param generalName decides where the first is not set; may be the same
     */
    boolean enabled(String name, String generalName);
  }

  /**
   * Reads the text that {@code IndexBuilder} wrote.
   *
   * @param text lines of a keyword and its values, separated by spaces
   */
  public static Index read(String text, Selection selection) {
    Index index = new Index();
    Map<String, Boolean> enabled = new HashMap<>();
    Entry entry = null;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int space = text.indexOf(' ', start);
      String value = text.substring(space + 1, end);
      switch (text.charAt(start)) {
        case 'i': // instrumentation <name>[,<general name>] <class>
          int gap = value.indexOf(' ');
          int comma = value.lastIndexOf(',', gap);
          String name = value.substring(0, comma < 0 ? gap : comma);
          Boolean on = enabled.get(name);
          if (on == null) {
            on = selection.enabled(name, comma < 0 ? name : value.substring(comma + 1, gap));
            enabled.put(name, on);
          }
          entry = on ? new Entry(name, value.substring(gap + 1)) : null;
          if (entry != null) {
            index.entries.add(entry);
          }
          break;
        case 'u': // until <feature release of Java>
          if (entry != null && Integer.parseInt(value) < javaRelease()) {
            index.entries.remove(entry);
            entry = null;
          }
          break;
        case 't': // type <internal name>
          add(index.byName, value, entry);
          break;
        case 's': // subtypes <internal name>
          add(index.bySupertype, value, entry);
          break;
        case 'a': // advise <methods> <class> <enter> <exit>
          if (entry != null) {
            entry.adviceLines.add(value);
          }
          break;
        case 'e': // except <prefix of an internal name>
          if (entry != null) {
            entry.exceptions.add(value);
          }
          break;
        case 'r': // require <owner> <member> <descriptor>
          if (entry != null) {
            entry.required.add(value);
          }
          break;
        default: // A comment.
      }
      start = end + 1;
    }
    index.leftOut = leftOutByAll(index.bySupertype.values());
    return index;
  }

  /** Eight for {@code 1.8}, as Java told its version until then. */
  static int javaRelease() {
    String version = System.getProperty("java.specification.version", "");
    return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
  }

  private static String[] leftOutByAll(Collection<Entry[]> rules) {
    TreeSet<String> common = null;
    for (Entry[] rule : rules) {
      for (Entry entry : rule) {
        if (common == null) {
          common = new TreeSet<>(entry.exceptions);
        } else {
          common.retainAll(entry.exceptions);
        }
      }
    }
    List<String> outermost = new ArrayList<>();
    String last = null;
    for (String prefix : common == null ? new TreeSet<String>() : common) {
      if (last == null || !prefix.startsWith(last)) {
        outermost.add(prefix);
        last = prefix;
      }
    }
    return outermost.toArray(new String[0]);
  }

  /** Whether no rule can mean this class, whatever it extends. */
  private boolean isLeftOut(String internalName) {
    int found = Arrays.binarySearch(leftOut, internalName);
    int floor = found >= 0 ? found : -found - 2;
    return floor >= 0 && internalName.startsWith(leftOut[floor]);
  }

  private static void add(Map<String, Entry[]> map, String key, @Nullable Entry entry) {
    if (entry != null) {
      map.put(key, plus(map.get(key), entry));
    }
  }

  private static Entry[] plus(Entry @Nullable [] before, Entry entry) {
    if (before == null) {
      return new Entry[] {entry};
    }
    for (Entry known : before) {
      if (known == entry) {
        return before;
      }
    }
    Entry[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = entry;
    return after;
  }

  /** Every instrumentation class that is on. */
  public List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** The instrumentations that name this class, or null. */
  public Entry @Nullable [] byName(String internalName) {
    return byName.get(internalName);
  }

  /** Whether {@link #bySupertypes} can find anything. */
  boolean hasSupertypeRules() {
    return !bySupertype.isEmpty();
  }

  /**
   * The instrumentations whose rule this class file meets, or null. Remembers the class as a
   * subtype, so that classes which extend it are found by its name. Reading the names of a header
   * costs some microseconds in a JVM that starts, so packages that hold no driver are left out
   * before.
   */
  Entry @Nullable [] bySupertypes(String internalName, byte[] file) {
    if (isLeftOut(internalName)) {
      return null;
    }
    ClassHeader header = new ClassHeader(file);
    Entry[] found = null;
    String superName = header.superName();
    if (superName != null && !OBJECT.equals(superName)) {
      found = merge(found, superName);
    }
    for (int i = header.interfaceCount() - 1; i >= 0; i--) {
      found = merge(found, header.interfaceName(i));
    }
    if (found == null) {
      return null;
    }
    if (knownSubtypes.size() < MAX_KNOWN_SUBTYPES) {
      knownSubtypes.put(internalName, found);
    }
    Entry[] kept = null;
    for (Entry entry : found) {
      if (!entry.excepts(internalName)) {
        kept = plus(kept, entry);
      }
    }
    return kept;
  }

  /**
   * Whether a loaded class meets a rule, by its reflected super types. Remembers subtypes as {@link
   * #bySupertypes} does.
   */
  boolean matchesSupertypes(Class<?> type, String internalName) {
    if (bySupertype.isEmpty()) {
      return false;
    }
    Entry[] found = null;
    Class<?> superclass = type.getSuperclass();
    if (superclass != null && superclass != Object.class) {
      found = merge(found, superclass.getName().replace('.', '/'));
    }
    for (Class<?> implemented : type.getInterfaces()) {
      found = merge(found, implemented.getName().replace('.', '/'));
    }
    if (found != null && knownSubtypes.size() < MAX_KNOWN_SUBTYPES) {
      knownSubtypes.put(internalName, found);
    }
    return found != null;
  }

  private Entry @Nullable [] merge(Entry @Nullable [] found, String type) {
    Entry[] direct = bySupertype.get(type);
    if (direct == null) {
      direct = knownSubtypes.get(type);
    }
    if (direct == null || found == null) {
      return direct == null ? found : direct;
    }
    Entry[] merged = found;
    for (Entry entry : direct) {
      merged = plus(merged, entry);
    }
    return merged;
  }

  private static final String OBJECT = "java/lang/Object";

  /** One instrumentation class of the index. */
  public static final class Entry {
    private final String name;
    private final String className;
    private final List<String> exceptions = new ArrayList<>(0);
    private final List<String> required = new ArrayList<>(0);
    private final List<String> adviceLines = new ArrayList<>(2);
    private volatile @Nullable List<AdviceSpec> advice;

    Entry(String name, String className) {
      this.name = name;
      this.className = className;
    }

    /** Name in settings. */
    public String name() {
      return name;
    }

    /** Binary name of the {@code Instrumentation} subclass. */
    public String className() {
      return className;
    }

    /** Members of the library that the advice needs: internal owner, name, descriptor. */
    public List<String> required() {
      return Collections.unmodifiableList(required);
    }

    /** What is woven; read from its lines when a class matches for the first time. */
    List<AdviceSpec> advice() {
      List<AdviceSpec> known = advice;
      if (known == null) {
        known = new ArrayList<>(adviceLines.size());
        for (String line : adviceLines) {
          known.add(AdviceSpec.parse(line));
        }
        advice = known;
      }
      return known;
    }

    boolean excepts(String internalName) {
      for (int i = 0; i < exceptions.size(); i++) {
        if (internalName.startsWith(exceptions.get(i))) {
          return true;
        }
      }
      return false;
    }
  }
}
