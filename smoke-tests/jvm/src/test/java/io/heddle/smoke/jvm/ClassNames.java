// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The names and descriptors by which a class file refers to others: its class constants, method
 * types, and descriptors of names (JVMS 4.4). What stands in annotations alone is left out.
 */
final class ClassNames {
  private ClassNames() {}

  static List<String> of(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    in.skipBytes(8);
    int count = in.readUnsignedShort();
    String[] texts = new String[count];
    List<Integer> names = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 3, 4, 9, 10, 11, 17, 18 -> in.skipBytes(4);
        case 5, 6 -> {
          in.skipBytes(8);
          i++;
        }
        case 7, 16 -> names.add(in.readUnsignedShort());
        case 8, 19, 20 -> in.skipBytes(2);
        case 12 -> {
          in.skipBytes(2);
          names.add(in.readUnsignedShort());
        }
        case 15 -> in.skipBytes(3);
        default -> throw new IOException("constant pool tag " + tag);
      }
    }
    List<String> found = new ArrayList<>();
    names.forEach(name -> found.add(texts[name]));
    return found;
  }
}
