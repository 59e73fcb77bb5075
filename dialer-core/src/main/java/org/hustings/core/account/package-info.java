/// People with an account: volunteers, managers, admins, ops; and how a volunteer proves who they
/// are by telephone.
///
/// How passwords are hashed and cookies are baked does not go in here.
@NullMarked
package org.hustings.core.account;

import org.jspecify.annotations.NullMarked;
