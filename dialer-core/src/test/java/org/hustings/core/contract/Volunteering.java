package org.hustings.core.contract;

import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Hold;

/// A volunteer of a [World] at work: in an open session on a server.
public record Volunteering(UserId user, SessionId session, ServerId server) {

  public Hold.Holder holder() {
    return new Hold.Holder.OfSession(session, server);
  }
}
