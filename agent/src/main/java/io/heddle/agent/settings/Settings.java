// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.settings;

import io.heddle.agent.settings.SettingSources.Found;
import java.io.File;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The agent's view of its configuration. A setting is named in its property form, {@code
 * otel.a-b.c} or {@code heddle.a}, and looked for in this order: agent arguments, system property,
 * environment variable ({@code OTEL_A_B_C}), properties file named by {@code
 * otel.javaagent.configuration-file}. An empty value counts as unset (OpenTelemetry specification,
 * environment variables).
 *
 * <p>No getter throws. A malformed value is told to the user in one line on standard error, once,
 * and the default is returned. Immutable but for that memory; safe for use by any thread.
 */
public final class Settings {
  private static final String COMMON_SWITCH = "otel.instrumentation.common.default-enabled";

  private final SettingSources sources;
  private final Complaints complaints;
  private final Set<String> names = new TreeSet<String>();

  /**
   * Settings from these maps alone.
   *
   * @param properties names in property form, as of system properties
   * @param environment names in upper case, as of environment variables
   * @param err where malformed values are told
   */
  public Settings(
      Map<String, String> properties, Map<String, String> environment, PrintStream err) {
    this.complaints = new Complaints(err);
    this.sources = new SettingSources(properties, environment, complaints);
    names.add(SettingSources.CONFIGURATION_FILE);
  }

  private Settings(@Nullable String agentArguments) {
    this.complaints = new Complaints(System.err);
    this.sources = SettingSources.read(agentArguments, complaints);
    names.add(SettingSources.CONFIGURATION_FILE);
  }

  /**
   * Settings of this JVM as they are now.
   *
   * @param agentArguments {@code name=value;name=value} after the agent's jar, or null
   */
  public static Settings read(@Nullable String agentArguments) {
    return new Settings(agentArguments);
  }

  /** Tells nothing more. */
  public void silence() {
    complaints.silence();
  }

  /** The names that were asked for so far, in property form: what this agent knows. */
  public Set<String> names() {
    synchronized (names) {
      return new TreeSet<String>(names);
    }
  }

  public boolean isSet(String name) {
    return find(name) != null;
  }

  public @Nullable String string(String name) {
    Found found = find(name);
    return found == null ? null : found.value;
  }

  public String string(String name, String fallback) {
    Found found = find(name);
    return found == null ? fallback : found.value;
  }

  public boolean bool(String name, boolean fallback) {
    Found found = find(name);
    if (found == null) {
      return fallback;
    }
    Boolean value = Values.bool(found.value);
    return value == null ? malformed(name, "true or false", fallback) : value;
  }

  public int integer(String name, int fallback, int min, int max) {
    return (int) number(name, fallback, min, max);
  }

  public long number(String name, long fallback, long min, long max) {
    Found found = find(name);
    if (found == null) {
      return fallback;
    }
    Long value = Values.number(found.value);
    return value == null || value < min || value > max
        ? malformed(name, "a whole number from " + min + " to " + max, fallback)
        : value;
  }

  /** Milliseconds, from a number with a unit (ns us ms s m h d) or a plain number of them. */
  public long durationMillis(String name, long fallbackMillis, long minMillis) {
    Found found = find(name);
    if (found == null) {
      return fallbackMillis;
    }
    Long value = Values.durationMillis(found.value);
    return value == null || value < minMillis
        ? malformed(
            name,
            "a duration such as 5000, 500ms, 10s, 2m (at least " + minMillis + " ms)",
            fallbackMillis)
        : value;
  }

  /** A share from 0 to 1. */
  public double ratio(String name, double fallback) {
    Found found = find(name);
    if (found == null) {
      return fallback;
    }
    Double value = Values.ratio(found.value);
    return value == null ? malformed(name, "a number from 0 to 1", fallback) : value;
  }

  /** One of the accepted words, in any case; what is returned is spelled as in {@code accepted}. */
  public String oneOf(String name, String fallback, String... accepted) {
    Found found = find(name);
    if (found == null) {
      return fallback;
    }
    for (String word : accepted) {
      if (word.equalsIgnoreCase(found.value)) {
        return word;
      }
    }
    return malformed(name, "one of " + Arrays.toString(accepted), fallback);
  }

  /**
   * Some of the accepted words, in any case, each once and in the user's order. {@code none} gives
   * the empty set and excludes all others. A word that is not accepted is left out; the fallback is
   * returned when no word is left.
   */
  public Set<String> someOf(String name, List<String> fallback, String... accepted) {
    Found found = find(name);
    if (found == null) {
      return new LinkedHashSet<String>(fallback);
    }
    List<String> known = Arrays.asList(accepted);
    Set<String> words = new LinkedHashSet<String>();
    boolean none = false;
    boolean clean = true;
    for (String item : Values.list(found.value)) {
      String word = item.toLowerCase(Locale.ROOT);
      if (word.equals("none")) {
        none = true;
      } else if (known.contains(word)) {
        words.add(word);
      } else {
        clean = false;
      }
    }
    if (none) {
      clean &= words.isEmpty();
      words.clear();
    } else if (words.isEmpty()) {
      words.addAll(fallback);
    }
    if (!clean) {
      reject(
          name,
          "a list of " + Arrays.toString(accepted) + ", or none alone",
          (none ? "none" : words) + " is used");
    }
    return words;
  }

  /** Parts between commas, trimmed, without empty ones. */
  public List<String> list(String name) {
    Found found = find(name);
    return found == null ? Collections.<String>emptyList() : Values.list(found.value);
  }

  /** Entries of {@code k=v,k=v}, percent-decoded, in order; empty when any entry is malformed. */
  public Map<String, String> map(String name) {
    Found found = find(name);
    if (found == null) {
      return Collections.emptyMap();
    }
    Map<String, String> value = Values.map(found.value);
    if (value == null) {
      reject(name, "a list of key=value pairs, percent-encoded", "it is ignored");
      return Collections.emptyMap();
    }
    return value;
  }

  /** An absolute http or https URL without query and fragment. */
  public String url(String name, String fallback) {
    Found found = find(name);
    return found == null || Values.isUrl(found.value)
        ? string(name, fallback)
        : malformed(name, "an http or https URL without query and fragment", fallback);
  }

  /** A file that exists and can be read, or null. */
  public @Nullable File file(String name) {
    Found found = find(name);
    if (found == null) {
      return null;
    }
    File value = new File(found.value);
    try {
      if (value.isFile() && value.canRead()) {
        return value;
      }
    } catch (SecurityException e) {
      // Told below: a file that a security manager guards cannot be read either.
    }
    reject(name, "a file that exists and can be read", "it is ignored");
    return null;
  }

  /**
   * Whether an instrumentation is to be woven. The first of its names that is set in {@code
   * otel.instrumentation.<name>.enabled} decides, else the switch for all, which is on by default.
   */
  public boolean instrumentationEnabled(String... namesFromSpecificToGeneral) {
    return instrumentationEnabled(true, namesFromSpecificToGeneral);
  }

  /** The same for an instrumentation that may be off unless it is switched on by name. */
  public boolean instrumentationEnabled(boolean onByDefault, String... namesFromSpecificToGeneral) {
    boolean fallback = bool(COMMON_SWITCH, true) && onByDefault;
    for (String name : namesFromSpecificToGeneral) {
      String setting = "otel.instrumentation." + name + ".enabled";
      if (isSet(setting)) {
        return bool(setting, fallback);
      }
    }
    return fallback;
  }

  /**
   * Tells the user in one line that a value cannot be used, for checks that no getter here makes.
   *
   * @param accepted follows "accepted is"
   * @param used a clause that says what is done instead
   */
  public void reject(String name, String accepted, String used) {
    Found found = find(name);
    if (found != null) {
      complaints.malformed(name, found.writtenAs, found.value, accepted, used);
    }
  }

  private <T> T malformed(String name, String accepted, T fallback) {
    reject(name, accepted, fallback + " is used");
    return fallback;
  }

  private @Nullable Found find(String name) {
    synchronized (names) {
      names.add(name);
    }
    return sources.find(name);
  }
}
