"""The public API of an organization (features 4.17): what its scripts and directory tools do with its own key."""
