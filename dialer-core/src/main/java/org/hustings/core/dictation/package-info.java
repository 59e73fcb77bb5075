/// Messages that managers speak into a telephone instead of uploading a file.
///
/// ```
///  API: a name, a one-time code ──► DictationStore ◄── kept, dropped ── DictationOrder
///                                                                          ▲
///  telephone: code ──► dial-in ──► Dictating, its lifecycle ───────────────┘
/// ```
///
/// What is kept is a recording like any other. No telephony and no prompts here: the lifecycle says
/// what is to be done, the engine does it.
@NullMarked
package org.hustings.core.dictation;

import org.jspecify.annotations.NullMarked;
