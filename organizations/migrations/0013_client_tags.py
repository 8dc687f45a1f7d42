import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Upper

import provider_portal.models

CASCADE = django.db.models.deletion.CASCADE
CLIENT = "organizations.organization"


def row_fields():
    return [
        ("id", models.UUIDField(default=provider_portal.models.time_ordered_id, editable=False, primary_key=True, serialize=False)),
        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
    ]


def provider(related_name):
    key = models.ForeignKey("providers.provider", CASCADE, db_index=False, related_name=related_name)
    return ("provider", key)


# What a provider keeps about a client is of the provider that has the client: it goes first when the client leaves.
FOREIGN_KEYS = [
    ("clienttagging", "client", "organizations_organization"),
    ("clienttagging", "tag", "organizations_clienttag"),
    ("clientnote", "client", "organizations_organization"),
    ("clientcontact", "client", "organizations_organization"),
]


def tenant(model, end, target):
    table = f"organizations_{model}"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{end}_tenant FOREIGN KEY (provider_id, {end}_id) "
        f"REFERENCES {target} (provider_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_{end}_tenant",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0012_client_suspension"),
        ("providers", "0002_former_contract"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            "organization",
            models.UniqueConstraint(fields=["provider", "id"], name="organizations_client_tenant"),
        ),
        migrations.CreateModel(
            name="ClientTag",
            fields=[*row_fields(), provider("client_tags"), ("name", models.CharField(max_length=30))],
            options={
                "constraints": [
                    models.UniqueConstraint("provider", Upper("name"), name="organizations_tag_once"),
                    models.UniqueConstraint(fields=["provider", "id"], name="organizations_tag_tenant"),
                ]
            },
        ),
        migrations.CreateModel(
            name="ClientTagging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                provider("+"),
                ("tag", models.ForeignKey("organizations.clienttag", CASCADE, db_index=False, related_name="taggings")),
                ("client", models.ForeignKey(CLIENT, CASCADE, db_index=False, related_name="taggings")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["tag", "client"], name="organizations_tagging_once")],
                "indexes": [models.Index(fields=["client"], include=["tag"], name="organizations_tagging_client")],
            },
        ),
        migrations.CreateModel(
            name="ClientNote",
            fields=[
                *row_fields(),
                provider("+"),
                ("client", models.OneToOneField(CLIENT, CASCADE, related_name="note")),
                ("text", models.TextField(max_length=10000)),
                (
                    "written_by",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL, django.db.models.deletion.SET_NULL, null=True, related_name="+"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="ClientContact",
            fields=[
                *row_fields(),
                provider("+"),
                ("client", models.ForeignKey(CLIENT, CASCADE, related_name="contacts")),
                ("name", models.CharField(max_length=100)),
                ("position", models.CharField(blank=True, max_length=100)),
                ("email", models.EmailField(blank=True, max_length=256)),
                ("phone", models.CharField(blank=True, max_length=50)),
            ],
            options={"abstract": False},
        ),
        *(tenant(*key) for key in FOREIGN_KEYS),
    ]
