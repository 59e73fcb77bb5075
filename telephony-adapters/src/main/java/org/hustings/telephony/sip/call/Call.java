package org.hustings.telephony.sip.call;

/// A call in whatever state; its methods come from any thread and return at once.
public sealed interface Call permits OutgoingCall, IncomingCall {
  /// The Call-ID.
  String id();

  /// Ends it: BYE, CANCEL or a refusal, whatever its state asks for. Idempotent.
  void hangUp();

  /// Asks the far end whether it is still up (OPTIONS within the dialog): leads to
  /// [CallListener#probed], or to [CallListener#ended]. Without effect on a call that is not up.
  void probe();
}
