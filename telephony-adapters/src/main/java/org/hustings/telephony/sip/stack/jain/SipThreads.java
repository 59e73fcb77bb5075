package org.hustings.telephony.sip.stack.jain;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads that the library makes. One that reads a connection may die of what it reads (more
/// than two carriage returns in a row are enough): its connection is closed with it, and nobody
/// else is hurt. One that all others live by is noticed and replaced by [JainStack].
final class SipThreads extends ThreadGroup {
  private static final Logger log = LoggerFactory.getLogger(SipThreads.class);

  SipThreads(int port) {
    super("sip-" + port);
  }

  /// Without the exception's text, which may quote a message.
  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    log.atInfo()
        .setMessage("A thread of the SIP library ended of what it read")
        .addKeyValue("event", "sip-thread-ended")
        .addKeyValue("thread", thread.getName())
        .addKeyValue("of", thrown.getClass().getSimpleName())
        .log();
    log.debug("event=sip-thread-ended", thrown);
  }
}
