/** The program that shows the agent at work: it starts the shop, uses it and prints the traces. */
package io.heddle.smoke.demo;
