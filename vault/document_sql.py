"""The SQL of `vault.documents`. Its texts hold no value: those come as parameters."""

# What is granted: directly, or else through groups; a membership counts while it is confirmed, and while its
# organization is suspended, an owner's alone.
ACCESS = """
WITH membership AS MATERIALIZED (
  SELECT m.id, m.organization_id, o.limit_item_deletion, o.enabled OR m.role = 0 AS has_access
  FROM organizations_organizationmember m JOIN organizations_organization o ON o.id = m.organization_id
  WHERE m.user_id = %(user)s AND m.status = 2
    AND (%(organization)s::uuid IS NULL OR m.organization_id = %(organization)s)
), direct AS (
  SELECT g.content_object_id AS collection_id, g.permission_id, m.organization_id, m.limit_item_deletion
  FROM membership m JOIN vault_collectionusergrant g ON g.member_id = m.id
  WHERE m.has_access
), granted AS (
  SELECT * FROM direct
  UNION ALL
  SELECT g.content_object_id, g.permission_id, m.organization_id, m.limit_item_deletion
  FROM accounts_user_groups u
  JOIN vault_collectiongroupgrant g ON g.group_id = u.group_id
  JOIN membership m ON m.organization_id = g.organization_id
  WHERE u.user_id = %(user)s AND m.has_access
    AND NOT EXISTS (SELECT FROM direct d WHERE d.collection_id = g.content_object_id)
), access AS MATERIALIZED (
  SELECT collection_id, organization_id, limit_item_deletion,
    bool_and(permission_id = ANY(%(read_only)s)) AS read_only,
    bool_and(permission_id = ANY(%(hide_passwords)s)) AS hide_passwords,
    bool_or(permission_id = ANY(%(manage)s)) AS manage
  FROM granted GROUP BY collection_id, organization_id, limit_item_deletion
), item_access AS (
  SELECT l.cipher_id,
    bool_and(a.read_only) AS read_only,
    bool_and(a.hide_passwords) AS hide_passwords,
    bool_or(a.manage) OR (NOT bool_and(a.read_only) AND NOT bool_or(a.limit_item_deletion)) AS deletes,
    string_agg('"' || a.collection_id || '"', ',' ORDER BY a.collection_id) AS collections
  FROM access a JOIN vault_ciphercollection l ON l.collection_id = a.collection_id
  GROUP BY l.cipher_id
)
"""


def date(column):
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def quoted(expression):
    """Return the expression's text in quotes, or null."""
    return f"""coalesce('"' || {expression} || '"', 'null')"""


def boolean(expression):
    return f"CASE WHEN {expression} THEN 'true' ELSE 'false' END"


# In which form items are given: whole, whole with their fingerprint, or as id and fingerprint alone.
WHOLE, MARKED, FINGERPRINT = "whole", "marked", "fingerprint"

# As `vault.attachment_documents` writes one.
ATTACHMENTS = f"""coalesce((
        SELECT '[' || string_agg('{{"object":"attachment","id":"' || a.id || '","url":null,"fileName":"' || a.file_name
          || '","key":' || {quoted("a.wrapped_key")} || ',"size":"' || a.size || '","sizeName":"' || CASE
            WHEN a.size < 1024 THEN a.size || ' Bytes'
            WHEN a.size < 1048576 THEN trim_scale(round(a.size / 1024.0, 2)) || ' KB'
            ELSE trim_scale(round(a.size / 1048576.0, 2)) || ' MB' END || '"}}', ',' ORDER BY a.id) || ']'
        FROM vault_attachment a WHERE a.cipher_id = c.id AND a.uploaded), 'null')"""


def item(*, collections, edit, view, delete):
    """Return the text expression of one item `c`, seen with the state `s`.

    Where `fingerprints` are asked for it bears one: that changes with anything that is shown of the item, since a new
    content or file gives it a new revision date.
    """
    facts = f"""
      '"object":"cipherDetails","id":"' || c.id || '","organizationId":' || {quoted("c.organization_id")}
      || ',"folderId":' || {quoted("s.folder_id")} || ',"type":' || c.type || ',"reprompt":' || c.reprompt
      || ',"favorite":' || {boolean("s.favorite")} || ',"collectionIds":[' || coalesce({collections}, '')
      || '],"organizationUseTotp":true,"edit":' || {boolean(edit)} || ',"viewPassword":' || {boolean(view)}
      || ',"permissions":{{"delete":' || {boolean(delete)} || ',"restore":' || {boolean(delete)}
      || '}},"creationDate":"' || {date("c.created_at")} || '","revisionDate":"' || {date("c.revision_date")}
      || '","deletedDate":' || {quoted(date("c.deleted_at"))}
      || ',"archivedDate":' || {quoted(date("s.archived_at"))}"""
    fingerprint = f"left(md5({facts}), 16)"
    return f"""
      CASE %(form)s
      WHEN '{FINGERPRINT}' THEN '"' || c.id || '","' || {fingerprint} || '"'
      ELSE '{{' || {facts} || ',' || c.body || ',"attachments":' || {ATTACHMENTS}
        || CASE %(form)s WHEN '{MARKED}' THEN ',"fingerprint":"' || {fingerprint} || '"' ELSE '' END || '}}'
      END"""


STATE = "LEFT JOIN vault_cipheruserstate s ON s.user_id = %(user)s AND s.cipher_id = c.id"

GRANTED_ITEMS = f"""
SELECT {item(
    collections="i.collections",
    edit="NOT i.read_only",
    view="NOT i.hide_passwords",
    delete="i.deletes",
)}
FROM item_access i JOIN vault_cipher c ON c.id = i.cipher_id {STATE}
"""

OWN_ITEMS = f"""
SELECT {item(collections="NULL", edit="true", view="true", delete="true")}
FROM vault_cipher c {STATE} WHERE c.tenant_id = %(user)s
"""

# Everything in an organization, for those who may see every item of it.
ALL_ITEMS = f"""
SELECT {item(
    collections="i.collections",
    edit="(%(edits_items)s OR NOT coalesce(g.read_only, true))",
    view="true",
    delete="(%(edits_items)s OR coalesce(g.deletes, false))",
)}
FROM vault_cipher c
LEFT JOIN (
  SELECT l.cipher_id, string_agg('"' || l.collection_id || '"', ',' ORDER BY l.collection_id) AS collections
  FROM vault_collection o JOIN vault_ciphercollection l ON l.collection_id = o.id
  WHERE o.organization_id = %(organization)s GROUP BY l.cipher_id
) i ON i.cipher_id = c.id
LEFT JOIN item_access g ON g.cipher_id = c.id
{STATE}
WHERE c.tenant_id = %(organization)s
"""


def collection(*, read_only, hide_passwords, manage):
    """Return the text expression of one collection `o`."""
    return f"""
      '{{"object":"collectionDetails","id":"' || o.id || '","organizationId":"' || o.organization_id
      || '","name":"' || o.name || '","externalId":' || coalesce(to_json(o.external_id)::text, 'null')
      || ',"readOnly":' || {boolean(read_only)} || ',"hidePasswords":' || {boolean(hide_passwords)}
      || ',"manage":' || {boolean(manage)} || ',"type":' || o.type || ',"defaultUserCollectionEmail":'
      || coalesce((SELECT to_json(u.email)::text FROM accounts_user u WHERE u.id = o.default_user_id), 'null')
      || '}}'"""


GRANTED_COLLECTIONS = f"""
SELECT {collection(read_only="a.read_only", hide_passwords="a.hide_passwords", manage="a.manage")}
FROM access a JOIN vault_collection o ON o.id = a.collection_id
"""

# A collection that nobody manages may be given a manager by owners and admins.
ORPHANED = """(%(administers)s
  AND NOT EXISTS (
    SELECT FROM vault_collectionusergrant g
    WHERE g.content_object_id = o.id AND g.permission_id = ANY(%(manage)s))
  AND NOT EXISTS (
    SELECT FROM vault_collectiongroupgrant g
    WHERE g.content_object_id = o.id AND g.permission_id = ANY(%(manage)s)))"""

ALL_COLLECTIONS = f"""
SELECT {collection(
    read_only="NOT %(edits_items)s AND coalesce(a.read_only, true)",
    hide_passwords="NOT %(sees_items)s AND coalesce(a.hide_passwords, true)",
    manage=f"%(edits_collections)s OR coalesce(a.manage, false) OR {ORPHANED}",
)}
FROM vault_collection o LEFT JOIN access a ON a.collection_id = o.id
WHERE o.organization_id = %(organization)s
"""

FOLDERS = f"""
SELECT '{{"object":"folder","id":"' || f.id || '","name":"' || f.name
  || '","revisionDate":"' || {date("f.revision_date")} || '"}}'
FROM vault_folder f WHERE f.user_id = %(user)s
"""

# Up to so many items, planning a statement takes longer than holding its lines costs.
FEW = 3_000
# How many items there may be, as a text: never fewer than there are, and not counted far beyond FEW.
SIZE = f"""
SELECT count(*)::text FROM (
  (SELECT 1 FROM access a JOIN vault_ciphercollection l ON l.collection_id = a.collection_id LIMIT {FEW + 1})
  UNION ALL
  (SELECT 1 FROM vault_cipher c WHERE c.tenant_id = %(user)s LIMIT {FEW + 1})
  UNION ALL
  (SELECT 1 FROM vault_cipher c WHERE c.tenant_id = %(organization)s LIMIT {FEW + 1})
) AS items
"""

# Not the latest date but all of them: a transaction that began earlier may end later.
REVISION = """
SELECT concat_ws('|',
  (SELECT revision_date FROM accounts_user WHERE id = %(user)s),
  (SELECT md5(string_agg(concat_ws(',', o.id, o.revision_date, m.limit_item_deletion, m.has_access), ';' ORDER BY o.id))
   FROM membership m JOIN organizations_organization o ON o.id = m.organization_id),
  (SELECT md5(string_agg(concat_ws(',', c.id, c.revision_date, a.read_only, a.hide_passwords, a.manage), ';' ORDER BY c.id))
   FROM access a JOIN vault_collection c ON c.id = a.collection_id))
"""

ORGANIZATION_REVISION = f"""
SELECT concat_ws('|',
  (SELECT revision_date FROM accounts_user WHERE id = %(user)s),
  (SELECT concat_ws(',', id, revision_date, limit_item_deletion) FROM organizations_organization
   WHERE id = %(organization)s),
  (SELECT md5(string_agg(
     concat_ws(',', o.id, o.revision_date, a.read_only, a.hide_passwords, a.manage, {ORPHANED}), ';' ORDER BY o.id))
   FROM vault_collection o LEFT JOIN access a ON a.collection_id = o.id
   WHERE o.organization_id = %(organization)s))
"""

# What most people have none of, asked in one statement instead of one each. A recovery code alone is no second step.
FACTS = """
SELECT
  EXISTS (SELECT FROM accounts_twofactormethod WHERE user_id = %(user)s AND enabled AND kind <> 8),
  EXISTS (SELECT FROM providers_providermember WHERE user_id = %(user)s AND status = 2),
  EXISTS (
    SELECT FROM organizations_organizationmember m JOIN organizations_policy p ON p.organization_id = m.organization_id
    WHERE m.user_id = %(user)s AND m.status = 2),
  EXISTS (SELECT FROM vault_send WHERE user_id = %(user)s),
  EXISTS (SELECT FROM accounts_loginpasskey WHERE user_id = %(user)s AND wrapped_private_key IS NOT NULL)
"""

# When what `user` sees last changed, in the protocol's milliseconds.
LATEST = """
SELECT ceil(1000 * extract(epoch FROM greatest(
  (SELECT revision_date FROM accounts_user WHERE id = %(user)s),
  (SELECT max(o.revision_date) FROM membership m JOIN organizations_organization o ON o.id = m.organization_id),
  (SELECT max(c.revision_date) FROM access a JOIN vault_collection c ON c.id = a.collection_id)
)))::bigint
"""
