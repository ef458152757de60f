#include "app/notice.h"

static const struct notice notices[] = {
    { "signed-out", "You are signed out.", false },
    { "admin-made", "Your account is made, and you are signed in.", false },
    { "account-made", "Your account is made, and you are signed in.", false },
    { "account-removed", "Your account is gone.", false },
    { "signup-asked", "A mail is on its way to that address. Its link works once, for 24 hours.",
      false },
    { "reset-asked", "If that address has an account, a link is on its way.", false },
    { "password-reset", "Your password is changed. Sign in with the new one.", false },
    { "second-too-late", "The login took too long. Sign in again.", true },
    { "two-factor-off", "Two-factor sign-in is off.", false },
    { "two-factor-needed",
      "Administrators of this hub sign in with a second factor. Set it up here.", true },
    { "invited", "The invitation is on its way.", false },
    { "invitation-withdrawn", "The invitation is withdrawn: its link works no more.", false },
    { "email-asked", "A mail is on its way to that address. Its link works once, for 24 hours.",
      false },
    { "email-confirmed", "Your address is confirmed.", false },
    { "password-changed", "Your password is changed. Other sessions have ended.", false },
    { "session-ended", "The session has ended.", false },
    { "sessions-ended", "All your other sessions have ended.", false },
    { "confirmed", "Confirmed for 15 minutes.", false },
    { "repo-added", "The repository is added.", false },
    { "repo-renamed", "The repository has its new name.", false },
    { "repo-public", "The repository is open to everybody.", false },
    { "repo-private", "The repository is open to those who were given a role on it.", false },
    { "repo-removed", "The repository is removed.", false },
    { "access-saved", "The access is changed.", false },
    { "access-same", "Nothing was changed.", false },
    { "group-added", "The group is made.", false },
    { "group-renamed", "The group has its new name.", false },
    { "group-removed", "The group is removed.", false },
    { "member-added", "The member is added.", false },
    { "member-removed", "The member is removed.", false },
    { "member-changed", "The member is changed.", false },
    { "account-disabled", "The account is disabled, and its sessions have ended.", false },
    { "account-enabled", "The account is open again.", false },
    { "account-admin", "The account administers the hub.", false },
    { "account-no-admin", "The account administers the hub no more.", false },
    { "reset-started", "A link for a new password is on its way to the account's address.", false },
    { "account-signed-out", "All sessions of the account have ended.", false },
    { "rules-saved", "Saved. The crashers are being sorted by the new rules.", false },
    { "settings-saved", "Saved.", false },
    { "account-second-off", "Logins of the account ask for the password alone; its owner is told.",
      false },
    { "account-second-none", "Its logins ask for the password alone already.", true },
    { "mail-again", "The mail is tried again, for a day.", false },
    { "mail-dropped", "The mail is dropped.", false },
    { "crasher-changed", "The crasher is changed.", false },
    { "comment-added", "The comment is added.", false },
    { "comment-changed", "The comment is changed.", false },
    { "comment-removed", "The comment is removed.", false },
    { "token-revoked", "The token is revoked.", false },
};

const struct notice *notice_find(const char *name)
{
    for (size_t i = 0; name && i < COUNT_OF(notices); i++)
        if (strcmp(notices[i].name, name) == 0)
            return &notices[i];
    return NULL;
}
