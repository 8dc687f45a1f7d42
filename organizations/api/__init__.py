"""The wire API of what organizations have without a vault: policies, plans and account recovery."""
