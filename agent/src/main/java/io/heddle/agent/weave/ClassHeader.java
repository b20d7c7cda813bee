// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import org.jspecify.annotations.Nullable;

/**
 * The names at the head of a class file: super class and interfaces (JVMS 4.1), read without
 * looking at members.
 */
final class ClassHeader {
  private final byte[] file;

  /** Offsets of constant pool entries, just behind the tag. */
  private final int[] offsets;

  private final int superIndex;
  private final int interfacesOffset;

  /** Reads up to the interfaces; unknown constant pool tags end it with an exception. */
  ClassHeader(byte[] file) {
    this.file = file;
    int count = u2(8);
    offsets = new int[count];
    int at = 10;
    for (int i = 1; i < count; i++) {
      int tag = file[at];
      offsets[i] = at + 1;
      switch (tag) {
        case 1: // Utf8
          at += 3 + u2(at + 1);
          break;
        case 5: // Long, takes two entries
        case 6: // Double
          at += 9;
          i++;
          break;
        case 7: // Class
        case 8: // String
        case 16: // MethodType
        case 19: // Module
        case 20: // Package
          at += 3;
          break;
        case 15: // MethodHandle
          at += 4;
          break;
        case 3: // Integer
        case 4: // Float
        case 9: // Fieldref
        case 10: // Methodref
        case 11: // InterfaceMethodref
        case 12: // NameAndType
        case 17: // Dynamic
        case 18: // InvokeDynamic
          at += 5;
          break;
        default:
          throw new IllegalArgumentException("constant pool tag " + tag);
      }
    }
    superIndex = u2(at + 4);
    interfacesOffset = at + 6;
  }

  /** Internal name of the super class, or null for {@code java/lang/Object} and modules. */
  @Nullable String superName() {
    return superIndex == 0 ? null : className(superIndex);
  }

  int interfaceCount() {
    return u2(interfacesOffset);
  }

  /** Internal name of an interface. */
  String interfaceName(int index) {
    return className(u2(interfacesOffset + 2 + 2 * index));
  }

  @SuppressWarnings("deprecation") // The constructor without charset is the fast one for ASCII.
  private String className(int index) {
    int utf8 = offsets[u2(offsets[index])];
    return new String(file, 0, utf8 + 2, u2(utf8));
  }

  private int u2(int offset) {
    return (file[offset] & 0xff) << 8 | (file[offset + 1] & 0xff);
  }
}
