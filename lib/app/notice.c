#include "app/notice.h"

static const struct notice notices[] = {
    { "signed-out", "You are signed out.", false },
    { "admin-made", "Your account is made, and you are signed in.", false },
    { "password-changed", "Your password is changed. Other sessions have ended.", false },
    { "session-ended", "The session has ended.", false },
    { "sessions-ended", "All your other sessions have ended.", false },
    { "confirmed", "Confirmed for 15 minutes.", false },
    { "repo-added", "The repository is added.", false },
    { "rules-saved", "Saved. The crashers are being sorted by the new rules.", false },
    { "settings-saved", "Saved.", false },
    { "token-revoked", "The token is revoked.", false },
};

const struct notice *notice_find(const char *name)
{
    for (size_t i = 0; name && i < COUNT_OF(notices); i++)
        if (strcmp(notices[i].name, name) == 0)
            return &notices[i];
    return NULL;
}
