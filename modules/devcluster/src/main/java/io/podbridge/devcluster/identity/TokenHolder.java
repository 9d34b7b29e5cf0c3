package io.podbridge.devcluster.identity;

import java.util.List;

/**
 * Whom a token stands for.
 *
 * @param audiences for whom it is meant, among those that were asked about
 */
public record TokenHolder(User user, List<String> audiences) {

    TokenHolder among(List<String> wanted) {
        return new TokenHolder(user, audiences.stream().filter(wanted::contains).toList());
    }
}
