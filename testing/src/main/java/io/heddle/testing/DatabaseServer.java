// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

/**
 * A database server to test against.
 *
 * @param url JDBC URL of the database {@code test}
 * @param host address of the server
 * @param port port of the server
 * @param user name of a user who may do anything
 * @param password the user's password, empty for none
 */
public record DatabaseServer(String url, String host, int port, String user, String password) {}
