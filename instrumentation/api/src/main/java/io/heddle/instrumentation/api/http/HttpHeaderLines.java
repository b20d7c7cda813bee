// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * How the kits read the headers of one library's messages.
 *
 * @param <M> the library's type of a message, or of its headers
 */
public interface HttpHeaderLines<M> {
  /**
   * The values of a header, one element for each line.
   *
   * @param name in lower case; compared without regard to case
   * @return null or empty when there is none
   */
  @Nullable Iterator<String> lines(M message, String name);
}
