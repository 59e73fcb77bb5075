package org.hustings.server.law.planted.api;

/// Harmless by itself.
public record Screen() {}
