/// Messages that managers speak into a telephone instead of uploading a file.
///
/// ```
///  API: a name, a one-time code ──► DictationStore ◄── kept, dropped ── DictationOrder
///                                                                          ▲
///  telephone: code ──► dial-in ──► its lifecycle (call.Dictating) ─────────┘
/// ```
///
/// What is kept is a recording like any other. No telephony, no prompts and no lifecycle here:
/// accounts know this package, since a code may lead to it.
@NullMarked
package org.hustings.core.dictation;

import org.jspecify.annotations.NullMarked;
