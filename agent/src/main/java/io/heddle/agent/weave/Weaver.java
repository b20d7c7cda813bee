// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.agent.AgentJar;
import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.Instrumentation.AdviceBinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Puts the call sites of advice into method bodies. The class's shape never changes, so that a
 * loaded class can be woven by retransformation and restored.
 *
 * <p>Byte Buddy's {@link Advice} is applied method by method over its ASM reader: only the methods
 * that are touched are described and decoded, the others are copied. Thread-safe.
 */
final class Weaver {
  /** The first class file version that may hold {@code invokedynamic} (JVMS 4.9.1). */
  private static final int JAVA_7 = 51;

  private final TypePool adviceTypes = new AdviceTypes();
  private final Map<String, Instrumentation> instrumentations = new HashMap<>();
  private final Map<String, Advice> advices = new HashMap<>();

  /**
   * Weaves one class, or gives null when nothing in it matches.
   *
   * @throws Exception when the class file cannot be read or the advice does not fit
   */
  byte @Nullable [] weave(
      @Nullable ClassLoader loader, String internalName, byte[] file, List<Index.Entry> entries)
      throws Exception {
    ClassReader reader = OpenedClassReader.of(file);
    int version = (file[6] & 0xff) << 8 | (file[7] & 0xff);
    boolean old = version < JAVA_7;
    ClassWriter writer = old ? new FrameWriter(loader) : new ClassWriter(reader, 0);
    WeavingVisitor visitor = new WeavingVisitor(writer, internalName, entries, old);
    reader.accept(visitor, visitor.readerFlags);
    return visitor.sites == 0 ? null : writer.toByteArray();
  }

  synchronized Instrumentation instrumentation(Index.Entry entry)
      throws ReflectiveOperationException {
    Instrumentation instrumentation = instrumentations.get(entry.className());
    if (instrumentation == null) {
      instrumentation =
          Class.forName(entry.className(), true, Weaver.class.getClassLoader())
              .asSubclass(Instrumentation.class)
              .getDeclaredConstructor()
              .newInstance();
      instrumentations.put(entry.className(), instrumentation);
    }
    return instrumentation;
  }

  /** Class name of an advice: nested in its instrumentation, or else in the same package. */
  static String adviceClass(String instrumentation, String advice) throws IOException {
    String nested = instrumentation + "$" + advice;
    return AgentJar.read(nested.replace('.', '/') + ".class") != null
        ? nested
        : instrumentation.substring(0, instrumentation.lastIndexOf('.') + 1) + advice;
  }

  private synchronized Advice advice(String adviceClass) {
    Advice advice = advices.get(adviceClass);
    if (advice == null) {
      TypeDescription type = adviceTypes.describe(adviceClass).resolve();
      advice =
          Advice.withCustomMapping()
              .with(new Advice.AssignReturned.Factory())
              .bootstrap(CallSites.bootstrapMethod(), new CallSites.NoArguments())
              .to(type, ClassFileLocator.NoOp.INSTANCE)
              .withAssigner(ReferenceAssigner.INSTANCE)
              .withExceptionHandler(new CallSites.Thrown());
      advices.put(adviceClass, advice);
    }
    return advice;
  }

  private final class WeavingVisitor extends ClassVisitor {
    private final String internalName;
    private final List<Index.Entry> entries;
    private final boolean old;
    final int readerFlags;
    private final List<AdviceBinding> bindings = new ArrayList<>();
    private final List<Index.Entry> owners = new ArrayList<>();
    private @Nullable TypeDescription type;
    private Implementation.@Nullable Context context;
    int sites;

    WeavingVisitor(
        ClassWriter writer, String internalName, List<Index.Entry> entries, boolean old) {
      super(OpenedClassReader.ASM_API, writer);
      this.internalName = internalName;
      this.entries = entries;
      this.old = old;
      readerFlags = old ? ClassReader.SKIP_FRAMES : ClassReader.EXPAND_FRAMES;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      int raised = old ? JAVA_7 : version;
      super.visit(raised, access, name, signature, superName, interfaces);
      type = Descriptions.type(internalName, access);
      ClassFileVersion classFileVersion = ClassFileVersion.ofMinorMajor(raised);
      context =
          Implementation.Context.Disabled.Factory.INSTANCE.make(
              type,
              new AuxiliaryType.NamingStrategy.Enumerating("heddle"),
              TypeInitializer.None.INSTANCE,
              classFileVersion,
              classFileVersion,
              old
                  ? Implementation.Context.FrameGeneration.DISABLED
                  : Implementation.Context.FrameGeneration.EXPAND);
      try {
        for (Index.Entry entry : entries) {
          for (AdviceBinding binding : instrumentation(entry).bindings()) {
            bindings.add(binding);
            owners.add(entry);
          }
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor target = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (type == null || (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
        return target;
      }
      for (int i = 0; i < bindings.size(); i++) {
        AdviceBinding binding = bindings.get(i);
        if (binding.method().matches(name, descriptor)) {
          target = apply(binding, owners.get(i), target, access, name, descriptor);
          sites++;
        }
      }
      return target;
    }

    private MethodVisitor apply(
        AdviceBinding binding,
        Index.Entry entry,
        MethodVisitor target,
        int access,
        String name,
        String descriptor) {
      try {
        String adviceClass = adviceClass(entry.className(), binding.advice());
        MethodVisitor sites = new CallSites(target, entry.name(), adviceClass);
        if (binding.method().callOwner() != null) {
          return new AroundCalls(sites, binding.method());
        }
        return advice(adviceClass)
            .wrap(
                java.util.Objects.requireNonNull(type),
                Descriptions.method(
                    java.util.Objects.requireNonNull(type), access, name, descriptor),
                sites,
                java.util.Objects.requireNonNull(context),
                adviceTypes,
                old ? ClassWriter.COMPUTE_FRAMES : 0,
                readerFlags);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
