"""SCIM 2.0 (RFC 7643, RFC 7644): a directory keeps an organization's members and groups as it knows them."""
