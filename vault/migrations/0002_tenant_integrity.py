from django.db import migrations

# The two ends of a link, and of a grant, belong to the organization that the link names.
FOREIGN_KEYS = [
    ("vault_ciphercollection", "cipher", "organization_id, cipher_id", "vault_cipher (tenant_id, id)"),
    ("vault_ciphercollection", "collection", "organization_id, collection_id", "vault_collection (organization_id, id)"),
    ("vault_collectionusergrant", "member", "organization_id, member_id", "organizations_organizationmember (organization_id, id)"),
    ("vault_collectionusergrant", "collection", "organization_id, content_object_id", "vault_collection (organization_id, id)"),
    ("vault_collectiongroupgrant", "group", "organization_id, group_id", "organizations_group (organization_id, auth_group_id)"),
    ("vault_collectiongroupgrant", "collection", "organization_id, content_object_id", "vault_collection (organization_id, id)"),
]


def add(table, end, columns, target):
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{end}_tenant FOREIGN KEY ({columns}) "
        f"REFERENCES {target} ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"
    )


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial"), ("organizations", "0002_append_only_seat_ledger")]

    operations = [
        *[
            migrations.RunSQL(add(*key), f"ALTER TABLE {key[0]} DROP CONSTRAINT {key[0]}_{key[1]}_tenant")
            for key in FOREIGN_KEYS
        ],
    ]
