"""The wire API of the account: log-in, tokens, devices and two-step login, as Bitwarden clients call it."""
