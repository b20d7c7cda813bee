// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.util.Map;

/**
 * One export request as it reached an {@link OtlpReceiver}, whatever was answered.
 *
 * @param signal what it carried
 * @param protocol {@code http/protobuf} or {@code grpc}
 * @param headers request headers, names in lower case, repeated values joined by a comma
 * @param wireBytes size of the HTTP body as sent; 0 over gRPC, where the transport has already
 *     unpacked it
 * @param bytes size of the message, uncompressed
 * @param answer what was answered
 */
public record RequestRecord(
    Signal signal,
    String protocol,
    Map<String, String> headers,
    int wireBytes,
    int bytes,
    Answer answer) {}
