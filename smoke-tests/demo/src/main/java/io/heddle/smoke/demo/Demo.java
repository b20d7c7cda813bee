// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo;

import io.heddle.smoke.demo.shop.InventoryService;
import io.heddle.smoke.demo.shop.OrderService;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.Trace;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Starts the two services of the shop under the agent, sends the requests of {@link ShopRequest} to
 * them and prints each with its answer and its trace.
 *
 * <p>This JVM has no agent: it is the collector that the services export to, unless the environment
 * names one. The system property {@code heddle.jar} names the agent. Exit status 0 if every answer
 * and every trace is as it should be.
 */
public final class Demo {
  private final Queue<JvmProcess> processes = new ConcurrentLinkedQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final @Nullable String endpoint;

  private Demo(@Nullable String endpoint) {
    this.endpoint = endpoint;
  }

  /** Runs the demo; no arguments. */
  public static void main(String[] args) throws InterruptedException {
    Demo demo = new Demo(endpoint(System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(demo::kill, "demo-end"));
    try {
      demo.run();
    } catch (DemoFailure | IOException e) {
      System.out.flush();
      System.err.println("\nThe demo failed: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Service inventory = start("inventory", InventoryService.class, receiver);
        Service orders =
            start("orders", OrderService.class, receiver, inventory.url().toString())) {
      say(Ink.BOLD.on("Two services, each a JVM with -javaagent:agent/target/heddle.jar"));
      say("   orders     " + orders.url() + "  " + orders.database());
      say("   inventory  " + inventory.url() + "  " + inventory.database());
      say("   traces to  " + (endpoint == null ? receiver.httpEndpoint() + "  here" : endpoint));
      int number = 0;
      for (ShopRequest request : ShopRequest.ALL) {
        say("\n" + Ink.BOLD.on(++number + ". " + request.title()));
        show(request, orders, receiver);
      }
    }
    end();
  }

  private void show(ShopRequest request, Service orders, OtlpReceiver receiver)
      throws IOException, InterruptedException {
    receiver.clear();
    say("   " + request);
    HttpResponse<String> response = request.send(client, orders.url());
    say("   " + response.statusCode() + "  " + response.body().strip());
    if (response.statusCode() != request.status()) {
      throw new DemoFailure("expected status " + request.status());
    }
    if (endpoint == null) {
      Trace trace = WholeTrace.await(receiver, "orders", request.spans());
      say("\n" + SpanTable.print(trace).stripTrailing());
    }
  }

  private void end() {
    if (endpoint == null) {
      say("\n" + Ink.BOLD.on("Next"));
      say("   your program       java -javaagent:agent/target/heddle.jar -jar app.jar");
      say("   traces elsewhere   OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 ./demo");
      return;
    }
    say("\nThe traces went only to " + endpoint + ":");
    say("look for the services orders and inventory. Without that variable they are printed here.");
    for (JvmProcess process : processes) {
      process.stderr().lines().limit(10).forEach(line -> say("   " + line));
    }
  }

  private Service start(String name, Class<?> main, OtlpReceiver receiver, String... args) {
    return Service.start(name, main, command -> export(command, receiver), processes::add, args);
  }

  private void export(JvmCommand command, OtlpReceiver receiver) {
    if (endpoint == null) {
      command.exportTo(receiver).env("OTEL_METRICS_EXPORTER", "none");
      return;
    }
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      if (variable.getKey().startsWith("OTEL_") || variable.getKey().startsWith("HEDDLE_")) {
        command.env(variable.getKey(), variable.getValue());
      }
    }
  }

  private void kill() {
    processes.forEach(JvmProcess::close);
  }

  private static @Nullable String endpoint(Map<String, String> environment) {
    for (String name :
        new String[] {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"}) {
      String value = environment.get(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
