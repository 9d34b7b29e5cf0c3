/**
 * Request bodies in Kubernetes' protobuf encoding, which kubectl uses for what it creates by itself; begin with
 * {@link io.podbridge.devcluster.proto.ProtobufBodies}.
 */
@NullMarked
package io.podbridge.devcluster.proto;

import org.jspecify.annotations.NullMarked;
