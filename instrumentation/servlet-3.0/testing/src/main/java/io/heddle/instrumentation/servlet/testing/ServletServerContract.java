// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet.testing;

import static java.util.Objects.requireNonNull;

import io.heddle.testing.http.HttpServerContract;
import org.jspecify.annotations.Nullable;

/** What every HTTP server does, held by a servlet of a container. */
public abstract class ServletServerContract extends HttpServerContract {
  private static volatile @Nullable Handler handler;

  /** Starts a container. */
  protected abstract ServletContainer container() throws Exception;

  /** What the container's servlet does. */
  static Handler handler() {
    return requireNonNull(handler);
  }

  @Override
  protected Server start(Handler all) throws Exception {
    handler = all;
    ServletContainer container = container();
    return new Server(container.port(), container.threads(), container);
  }

  @Override
  protected String route() {
    return "/in/*";
  }
}
