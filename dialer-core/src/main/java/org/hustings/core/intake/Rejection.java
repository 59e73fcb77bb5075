package org.hustings.core.intake;

/// Something of a file that was not taken.
///
/// @param line line of the file, from 1
/// @param column the column it is about; empty for the whole row
/// @param whole whether the whole row was left out, or only this number or column
/// @param reason a sentence that says what to do
public record Rejection(long line, String column, boolean whole, String reason) {}
