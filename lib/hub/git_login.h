/*
 * A password for git, and the host that it is for.
 *
 * Whoever may set the address of a repository must not be able to have a password sent elsewhere
 * that another person has set.  So a password is sealed together with the scheme, host and port of
 * the address it was given for, and is sent nowhere else; an address of another host takes it away.
 * A repository with an address of its own has its own credentials, or none: those of the hub are
 * for the hub's own pattern of addresses.
 */
#ifndef HUB_GIT_LOGIN_H
#define HUB_GIT_LOGIN_H

#include "base/text.h"

/* "https://git.example.com:8443", in lower case; "" for what is no address. */
const char *git_login_host(struct arena *mem, const char *url);

/* What is sealed. */
const char *git_login_bind(struct arena *mem, const char *url, const char *password);

/* The password if it is for the host of the url, else NULL. */
const char *git_login_open(struct arena *mem, const char *url, const char *bound);

/* NULL if the hub may fetch from the address, else why not; may_name: {repo} may stand in it. */
const char *git_login_refuses(struct arena *mem, const char *url, bool may_name);

/* The address of one repository. */
const char *git_login_url(struct arena *mem, const char *url, const char *repo);

#endif
