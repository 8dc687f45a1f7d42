"""The wire API of all that reaches into vaults, as Bitwarden clients call it. Source of the routes: `spec/api.md`."""
