// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jersey.testing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Resources by package {@code jakarta}. */
public class JakartaApp extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return new HashSet<>(Arrays.<Class<?>>asList(Users.class, Orders.class, Mapper.class));
  }

  /** Methods with paths of their own, and one without. */
  @Path("users")
  public static class Users {
    @GET
    public String list() {
      return "all";
    }

    @GET
    @Path("{id: [0-9]+}")
    public String get(@PathParam("id") String id) {
      return "user " + id;
    }

    @GET
    @Path("/{id}/throws/")
    public String fail() {
      throw new IllegalStateException("boom");
    }

    @GET
    @Path("{id}/mapped")
    public String failMapped() {
      throw new IllegalArgumentException("boom");
    }

    @GET
    @Path("{id}/suspended")
    public void suspend(@Suspended AsyncResponse response) {
      new Thread(() -> response.resume("resumed")).start();
    }

    /** Since JAX-RS 2.1. */
    @GET
    @Path("{id}/stage")
    public CompletionStage<String> stage() {
      return CompletableFuture.supplyAsync(() -> "completed");
    }
  }

  /** Finds resources below it. */
  @Path("/orders/")
  public static class Orders {
    @Path("{order}/items")
    public Items items() {
      return new Items();
    }

    @Path("{order}/broken")
    public Items fail() {
      throw new IllegalArgumentException("boom");
    }
  }

  /** Found by a locator. */
  public static class Items {
    @GET
    @Path("{item}")
    public String get(@PathParam("item") String item) {
      return "item " + item;
    }

    @Path("{item}/parts")
    public Parts parts() {
      return new Parts();
    }
  }

  /** Found by a locator of what a locator found. */
  public static class Parts {
    @GET
    public String list() {
      return "all";
    }
  }

  /** Answers what a resource throws. */
  public static class Mapper implements ExceptionMapper<IllegalArgumentException> {
    @Override
    public Response toResponse(IllegalArgumentException thrown) {
      return Response.status(409).build();
    }
  }
}
