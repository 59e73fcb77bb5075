package org.hustings.telephony.sip.stack.jain;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the library has to say, in our log: errors as warnings, since a hostile message can cause
/// them at will, and without their text, which may quote a message and so a number. Made by the
/// library.
public final class StackLog implements StackLogger {
  private static final Logger log = LoggerFactory.getLogger(StackLog.class);

  @Override
  public void logException(@Nullable Throwable thrown) {
    logError("", null);
    log.debug("event=sip-library", thrown);
  }

  @Override
  public void logError(@Nullable String message, @Nullable Exception thrown) {
    if (log.isDebugEnabled()) {
      log.debug("event=sip-library message=\"{}\"", message, thrown);
    }
  }

  @Override
  public void logError(@Nullable String message) {
    logError(message, null);
  }

  @Override
  public void logFatalError(@Nullable String message) {
    log.warn("event=sip-library-fatal");
    logError(message, null);
  }

  @Override
  public boolean isLoggingEnabled() {
    return false;
  }

  @Override
  public boolean isLoggingEnabled(int level) {
    return level <= TRACE_ERROR && log.isDebugEnabled();
  }

  @Override
  public void logWarning(@Nullable String message) {}

  @Override
  public void logInfo(@Nullable String message) {}

  @Override
  public void logDebug(@Nullable String message) {}

  @Override
  public void logDebug(@Nullable String message, @Nullable Exception thrown) {}

  @Override
  public void logTrace(@Nullable String message) {}

  @Override
  public void logStackTrace() {}

  @Override
  public void logStackTrace(int level) {}

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void disableLogging() {}

  @Override
  public void enableLogging() {}

  @Override
  public void setBuildTimeStamp(@Nullable String buildTimeStamp) {}

  @Override
  public void setStackProperties(Properties properties) {}

  @Override
  public String getLoggerName() {
    return StackLog.class.getName();
  }
}
