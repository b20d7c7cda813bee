/** The service under test of the W3C's validation suite for Trace Context. */
package io.heddle.testing.w3c;
