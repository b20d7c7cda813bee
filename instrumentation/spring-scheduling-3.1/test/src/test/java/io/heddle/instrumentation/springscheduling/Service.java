// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

interface Service {
  void run(Runnable call);

  Future<String> submit(Runnable call);

  CompletableFuture<String> completable(Runnable call);
}
