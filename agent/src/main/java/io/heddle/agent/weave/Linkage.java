// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.agent.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Whether the library that a class loader holds has every member that an instrumentation calls,
 * answered from class files before anything is woven.
 */
final class Linkage {
  private static final String FITS = "";

  /** By application loader: what is missing by instrumentation class, or {@link #FITS}. */
  private static final Map<ClassLoader, Map<String, String>> ANSWERS = new WeakHashMap<>();

  private final ClassLoader loader;
  private final Map<String, @Nullable Members> seen = new HashMap<>();

  private Linkage(ClassLoader loader) {
    this.loader = loader;
  }

  /** The first required member that this loader's library lacks, or null when all are there. */
  static @Nullable String missing(Index.Entry entry, @Nullable ClassLoader loader) {
    if (loader == null || entry.required().isEmpty()) {
      return null;
    }
    synchronized (ANSWERS) {
      Map<String, String> answers = ANSWERS.get(loader);
      if (answers != null && answers.containsKey(entry.className())) {
        String known = answers.get(entry.className());
        return known == null || known.isEmpty() ? null : known;
      }
    }
    // Not under the lock: asking a loader for a class file may take locks of its own.
    String missing = new Linkage(loader).firstMissing(entry);
    synchronized (ANSWERS) {
      Map<String, String> answers = ANSWERS.get(loader);
      if (answers == null) {
        answers = new HashMap<>();
        ANSWERS.put(loader, answers);
      }
      answers.put(entry.className(), missing == null ? FITS : missing);
    }
    return missing;
  }

  private @Nullable String firstMissing(Index.Entry entry) {
    for (String required : entry.required()) {
      int first = required.indexOf(' ');
      String owner = required.substring(0, first < 0 ? required.length() : first);
      String member = first < 0 ? null : required.substring(first + 1);
      if (!has(owner, member)) {
        return required.replace('/', '.');
      }
    }
    return null;
  }

  private boolean has(String owner, @Nullable String member) {
    Members members = members(owner);
    if (members == null) {
      return false;
    }
    if (member == null || members.declared.contains(member)) {
      return true;
    }
    if (members.superName != null && inherits(members.superName, member)) {
      return true;
    }
    for (String type : members.interfaces) {
      if (inherits(type, member)) {
        return true;
      }
    }
    return false;
  }

  /** A super type of the JDK is taken to have what is asked of it. */
  private boolean inherits(String type, String member) {
    return type.startsWith("java/")
        ? !type.equals("java/lang/Object") || OBJECT_METHODS.contains(" " + member + " ")
        : has(type, member);
  }

  private static final String OBJECT_METHODS =
      " toString ()Ljava/lang/String;  hashCode ()I  equals (Ljava/lang/Object;)Z "
          + " getClass ()Ljava/lang/Class; ";

  private @Nullable Members members(String owner) {
    if (seen.containsKey(owner)) {
      return seen.get(owner);
    }
    Members members = null;
    try (InputStream in = loader.getResourceAsStream(owner + ".class")) {
      if (in != null) {
        members = new Members();
        new ClassReader(AgentJar.readFully(in, 8192))
            .accept(
                members, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      }
    } catch (IOException e) {
      members = null;
    }
    seen.put(owner, members);
    return members;
  }

  private static final class Members extends ClassVisitor {
    final Set<String> declared = new HashSet<>();
    @Nullable String superName;
    String[] interfaces = {};

    Members() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superClass,
        String @Nullable [] superInterfaces) {
      superName = superClass;
      if (superInterfaces != null) {
        interfaces = superInterfaces;
      }
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      declared.add(name + " " + descriptor);
      return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      declared.add(name + " " + descriptor);
      return null;
    }
  }
}
