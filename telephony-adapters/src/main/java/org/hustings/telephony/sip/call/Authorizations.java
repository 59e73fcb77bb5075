package org.hustings.telephony.sip.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;

/// Who we are, as told to all who ask on the way of one request: a proxy and the server behind it
/// may each want to know, and each in its own way (RFC 3261 section 22.3).
///
/// Being asked again by the same one means that our credentials are wrong, unless its question is
/// another one: the nonce was too old, or it wants another algorithm. A new nonce without a word is
/// taken for an old one's end, once: there are carriers that do not say `stale`.
final class Authorizations {
  private static final int MOST_QUESTIONS = 4;

  /// Who asks.
  ///
  /// @param status 401 of a server, 407 of a proxy
  private record Asker(int status, String realm) {}

  private static final class Asked {
    private Digest digest;
    private boolean renewed;
    private int answers;

    private Asked(Digest digest) {
      this.digest = digest;
    }

    /// False if it is the question that we have answered already.
    private boolean isNew(Digest question) {
      boolean otherAlgorithm = !question.algorithm().equals(digest.algorithm());
      boolean otherNonce = !question.nonce().equals(digest.nonce());
      boolean justRenewed = otherNonce && !renewed;
      renewed |= otherNonce && !question.stale() && !otherAlgorithm;
      return otherAlgorithm || question.stale() || justRenewed;
    }
  }

  private final Optional<Credentials> credentials;
  private final Map<Asker, Asked> asked = new LinkedHashMap<>();
  private int questions;

  Authorizations(Optional<Credentials> credentials) {
    this.credentials = credentials;
  }

  /// Takes a challenge; false if we cannot meet it, or have met it before and were not believed.
  boolean take(SipResponse response) {
    Optional<Digest> question = Challenge.digest(response);
    if (credentials.isEmpty() || question.isEmpty() || questions++ >= MOST_QUESTIONS) {
      return false;
    }
    Digest digest = question.get();
    Asked before = asked.get(new Asker(response.status(), digest.realm()));
    if (before == null) {
      asked.put(new Asker(response.status(), digest.realm()), new Asked(digest));
      return true;
    }
    if (!before.isNew(digest)) {
      return false;
    }
    before.digest = digest;
    before.answers = 0;
    return true;
  }

  /// What to say to all who have asked so far.
  List<Header> headers(SipRequest request, String cnonce) {
    return asked.entrySet().stream()
        .map(entry -> header(entry.getKey(), entry.getValue(), request, cnonce))
        .toList();
  }

  private Header header(Asker asker, Asked question, SipRequest request, String cnonce) {
    question.answers++;
    return Challenge.header(
        asker.status(),
        question.digest.authorization(
            credentials.orElseThrow(), request, cnonce, question.answers));
  }
}
