// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The classes that an instrumentation weaves, as data: the build writes it into the index. */
public final class TypeMatch {
  private final List<String> names = new ArrayList<>();
  private final List<String> supertypes = new ArrayList<>();
  private final List<String> exceptions = new ArrayList<>();
  private int lastJava;

  TypeMatch() {}

  /** Adds classes by exact binary name. */
  public TypeMatch orType(String... more) {
    names.addAll(Arrays.asList(more));
    return this;
  }

  /**
   * Adds classes whose class file names this type as super class or interface, directly or through
   * types that were themselves seen to do so. Classes of the JDK's boot loader are never asked.
   */
  public TypeMatch orSubtypesOf(String name) {
    supertypes.add(name);
    return this;
  }

  /** Leaves out subtypes whose binary name begins with one of these; exact names stay in. */
  public TypeMatch except(String... prefixes) {
    exceptions.addAll(Arrays.asList(prefixes));
    return this;
  }

  /**
   * Leaves out subtypes in packages of much used libraries, other than those named here. A class in
   * a package that every rule leaves out costs nothing when it is loaded.
   */
  public TypeMatch exceptLibraries(String... otherThan) {
    List<String> meant = Arrays.asList(otherThan);
    for (String prefix : LibraryPackages.names()) {
      if (!meant.contains(prefix)) {
        exceptions.add(prefix);
      }
    }
    return this;
  }

  /** Leaves all of this out of JVMs that are newer, where it is not needed. */
  public TypeMatch untilJava(int feature) {
    lastJava = feature;
    return this;
  }

  /** The last feature release that this is for, or zero where there is none. */
  public int lastJava() {
    return lastJava;
  }

  public List<String> names() {
    return Collections.unmodifiableList(names);
  }

  public List<String> supertypes() {
    return Collections.unmodifiableList(supertypes);
  }

  public List<String> exceptions() {
    return Collections.unmodifiableList(exceptions);
  }
}
