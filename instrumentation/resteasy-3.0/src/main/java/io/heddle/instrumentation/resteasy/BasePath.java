// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.resteasy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;

/** Where an application lies. What a request tells it by has another type in RESTEasy 3, 4, 6. */
final class BasePath {
  private static final MethodHandle BASE_URI = baseUri();

  private BasePath() {}

  /** Gives it without a slash at the end. */
  static String of(Object request) throws Throwable {
    URI base = (URI) BASE_URI.invokeExact(request);
    String path = base.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static MethodHandle baseUri() {
    try {
      ClassLoader loader = BasePath.class.getClassLoader();
      Class<?> request = Class.forName("org.jboss.resteasy.spi.HttpRequest", false, loader);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle uriInfo = lookup.unreflect(request.getMethod("getUri"));
      MethodHandle baseUri = lookup.unreflect(uriInfo.type().returnType().getMethod("getBaseUri"));
      return MethodHandles.filterReturnValue(uriInfo, baseUri)
          .asType(MethodType.methodType(URI.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
