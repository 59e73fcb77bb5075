/// Who may come in and who they are: sign-in, cookies, tokens, users, groups, campaigns; and PINs
/// for dialing in.
///
/// Passwords and PINs are hashed here (Argon2id); where hashes are kept is the store's business.
@NullMarked
package org.hustings.api.account;

import org.jspecify.annotations.NullMarked;
