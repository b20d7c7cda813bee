// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.kotlinxcoroutines

import io.heddle.testing.ContextWays
import java.util.concurrent.Executors
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield

/** What coroutines do with a call that an HTTP request asks for. */
internal class CoroutineWays(private val ways: ContextWays) {
  fun add() {
    On("default", Dispatchers.Default).add()
    On("default", Dispatchers.Default).addExecutor()
    On("io", Dispatchers.IO).add()
    On("io", Dispatchers.IO).addExecutor()
    On("pool", Executors.newFixedThreadPool(2).asCoroutineDispatcher()).add()
    On("unconfined", Dispatchers.Unconfined).add()
    // A thread of one's own, which no executor knows.
    On("own", object : CoroutineDispatcher() {
      override fun dispatch(context: CoroutineContext, block: Runnable) = ways.outside(block)
    }).add()
    limited(Dispatchers.Default)?.let {
      On("limited", it).add()
      On("limited", it).addExecutor()
    }
    ways.add("run-blocking") { call -> runBlocking { call.run() } }
    ways.add("run-blocking-resumed") { call ->
      runBlocking {
        resumedOutside()
        call.run()
      }
    }
  }

  /** By reflection: added in 1.6. */
  private fun limited(dispatcher: CoroutineDispatcher): CoroutineDispatcher? =
    CoroutineDispatcher::class.java.methods
      .firstOrNull { it.name == "limitedParallelism" && it.parameterCount == 1 }
      ?.invoke(dispatcher, 1) as CoroutineDispatcher?

  private suspend fun resumedOutside() = suspendCancellableCoroutine<Unit> { continuation ->
    ways.outside { continuation.resume(Unit) }
  }

  private inner class On(private val name: String, private val dispatcher: CoroutineDispatcher) {
    private val scope = CoroutineScope(SupervisorJob() + dispatcher)

    private fun way(way: String, block: suspend CoroutineScope.(Runnable) -> Unit) {
      ways.add("$name-$way") { call -> scope.launch { block(call) } }
    }

    fun add() {
      way("launch") { call -> call.run() }
      way("delay") { call ->
        delay(1)
        call.run()
      }
      way("yield") { call ->
        yield()
        call.run()
      }
      way("await") { call ->
        val deferred = CompletableDeferred<Unit>()
        ways.outside { deferred.complete(Unit) }
        deferred.await()
        call.run()
      }
      way("suspend") { call ->
        suspendCoroutine { continuation: Continuation<Unit> ->
          ways.outside { continuation.resume(Unit) }
        }
        call.run()
      }
      way("suspend-cancellable") { call ->
        resumedOutside()
        resumedOutside()
        call.run()
      }
      way("async") { call ->
        async {
          resumedOutside()
          call.run()
        }.await()
      }
      way("after-async") { call ->
        async { resumedOutside() }.await()
        call.run()
      }
      way("after-join") { call ->
        launch(Dispatchers.Default) { resumedOutside() }.join()
        call.run()
      }
      way("with-context") { call ->
        withContext(Dispatchers.IO) {
          resumedOutside()
          call.run()
        }
      }
      way("after-with-context") { call ->
        withContext(Dispatchers.IO) { resumedOutside() }
        call.run()
      }
      way("non-cancellable") { call ->
        withContext(NonCancellable) {
          resumedOutside()
          call.run()
        }
      }
      way("scope") { call ->
        coroutineScope {
          launch { resumedOutside() }
          resumedOutside()
        }
        call.run()
      }
      way("timeout") { call ->
        withTimeout(5_000) {
          resumedOutside()
          call.run()
        }
      }
      way("channel") { call ->
        val channel = Channel<String>()
        launch(Dispatchers.Default) {
          channel.send("one")
          channel.send("two")
        }
        channel.receive()
        channel.receive()
        call.run()
      }
      way("select") { call ->
        val one = CompletableDeferred<Unit>()
        val other = CompletableDeferred<Unit>()
        ways.outside { other.complete(Unit) }
        select<Unit> {
          one.onAwait {}
          other.onAwait {}
        }
        call.run()
      }
      way("mutex") { call ->
        val mutex = Mutex(true)
        ways.outside { mutex.unlock() }
        mutex.lock()
        call.run()
      }
      way("flow") { call ->
        flow {
          resumedOutside()
          emit(1)
        }.collect { call.run() }
      }
      way("flow-on") { call ->
        flow {
          resumedOutside()
          emit(1)
        }.flowOn(Dispatchers.IO).collect { call.run() }
      }
      ways.add("$name-undispatched") { call ->
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
          resumedOutside()
          call.run()
        }
      }
      ways.add("$name-lazy") { call ->
        val job = scope.launch(start = CoroutineStart.LAZY) { call.run() }
        ways.outside { job.start() }
      }
      ways.addShared(
        "$name-shared",
        { CompletableDeferred<Unit>() },
        { deferred, call ->
          scope.launch {
            deferred.await()
            call.run()
          }
        },
        { deferred -> deferred.complete(Unit) },
      )
      addBackground()
      ways.addAfterwards("$name-after-launch") { call -> scope.launch { call.run() } }
    }

    fun addExecutor() {
      ways.add("$name-executor") { call -> dispatcher.asExecutor().execute(call) }
      ways.addAfterwards("$name-after-executor") { call -> dispatcher.asExecutor().execute(call) }
    }

    /** One that no request started, and that takes what both requests give it. */
    private fun addBackground() {
      val given = Channel<Runnable>(Channel.UNLIMITED)
      scope.launch {
        for (call in given) {
          ways.call("/out/$name-background")
          call.run()
        }
      }
      ways.add("$name-background") { call ->
        val taken = CompletableDeferred<Unit>()
        scope.launch {
          taken.await()
          call.run()
        }
        given.offer { taken.complete(Unit) }
      }
    }
  }
}
