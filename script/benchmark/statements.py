"""The SQL that fills a data set. Each row's id follows from what it is and its numbers, so nothing is looked up."""

# The first twelve digits, the time, are scattered: rows of all organizations lie between each other, the worst case.
PREPARE = """
CREATE FUNCTION pg_temp.row_id(kind int, a int, b int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(1750000000000 + (hashint8(a::bigint * 100000007 + b) & 1073741823)), 12, '0')
    || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(a), 7, '0') || lpad(to_hex(b), 8, '0'))::uuid
$$;
CREATE FUNCTION pg_temp.organization(n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT pg_temp.row_id(1, n, 0)';
CREATE FUNCTION pg_temp.person(o int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT pg_temp.row_id(2, o, n)';
CREATE FUNCTION pg_temp.member(o int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT pg_temp.row_id(3, o, n)';
CREATE FUNCTION pg_temp.collection(o int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT pg_temp.row_id(4, o, n)';
CREATE FUNCTION pg_temp.item(o int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT pg_temp.row_id(5, o, n)';
CREATE TEMP TABLE bench_body (n int PRIMARY KEY, body text);
CREATE TEMP TABLE bench_person (n serial PRIMARY KEY, seen int, shared int, own int);
"""
BODIES = "INSERT INTO bench_body SELECT n - 1, body FROM unnest(%(bodies)s::text[]) WITH ORDINALITY AS given(body, n)"
PERSON = "INSERT INTO bench_person (seen, shared, own) VALUES (%(seen)s, %(shared)s, %(own)s)"

USER_COLUMNS = """
INSERT INTO accounts_user (
  id, email, name, password, is_superuser, email_verified, is_active, is_operator, kdf, kdf_iterations, kdf_salt,
  wrapped_user_key, wrapped_private_key, public_key, password_hint, force_password_reset, security_stamp, culture,
  culture_chosen, equivalent_domains, lock_minutes, created_at, revision_date
) SELECT id, email, left(email, 50), '!', false, true, true, false, 0, 600000, email, %(encstring)s, %(encstring)s,
  %(public_key)s, '', false, gen_random_uuid(), 'en', false, '[]', 15, now(), now()
FROM """
MEMBER_COLUMNS = """
INSERT INTO organizations_organizationmember (
  id, organization_id, user_id, role, status, custom_flags, wrapped_key, invited_at, created_at, updated_at
) SELECT id, organization_id, user_id, role, 2, '{}', %(sealed)s, now(), now(), now() FROM """
GRANT_COLUMNS = """
INSERT INTO vault_collectionusergrant (organization_id, user_id, permission_id, content_object_id, member_id)
SELECT """
GROUP_GRANT_COLUMNS = """
INSERT INTO vault_collectiongroupgrant (organization_id, group_id, permission_id, content_object_id)
SELECT """

# The people who are measured have the numbers from 1 in place 0; the staff of the provider is 1001, who is everywhere 1002.
STAFF, EVERYWHERE = 1001, 1002
MEASURED = "(SELECT pg_temp.person(0, n) AS id, 'sync-' || seen || '@bench.test' AS email FROM bench_person) AS person"
# Of two collections, a member's second is another one than the first.
OF_MEMBER = "(VALUES (1), (4)) AS choice(step)"
# Two groups for each measured person, in the first organization, then the other groups of each.
GROUP_NUMBER = "CASE WHEN o = 1 THEN 2 * (SELECT count(*) FROM bench_person)::int ELSE 0 END + g"
SPREAD = """
bench_place, LATERAL generate_series(1, items) AS i, LATERAL (SELECT 1 + mod(i, collections) AS first) AS place
"""

STATEMENTS = {
    "places": """
        CREATE TEMP TABLE bench_place AS
        SELECT o,
          CASE o WHEN 1 THEN %(members)s WHEN 2 THEN %(large_members)s ELSE %(other_members)s END AS members,
          CASE o WHEN 1 THEN %(collections)s WHEN 2 THEN %(large_collections)s ELSE %(other_collections)s END AS collections,
          CASE o WHEN 1 THEN %(items)s WHEN 2 THEN %(large_items)s ELSE %(other_items)s END AS items
        FROM generate_series(1, %(organizations)s) AS o""",
    "the provider": """
        INSERT INTO providers_provider (
          id, name, business_name, billing_email, type, status, enabled, use_events, teams_seat_minimum,
          enterprise_seat_minimum, discount_percent, created_at, updated_at
        ) SELECT pg_temp.row_id(7, 0, 1), 'Bench', '', 'bench@bench.test', 0, 2, true, true, 0, 0, 0, now(), now()""",
    "its key": """
        INSERT INTO providers_providerkey (id, provider_id, created_at, updated_at)
        SELECT pg_temp.row_id(7, 0, 2), pg_temp.row_id(7, 0, 1), now(), now()""",
    "organizations": """
        INSERT INTO organizations_organization (
          id, name, billing_email, plan, status, enabled, suspended_by_provider, seats, storage_gigabytes, public_key,
          wrapped_private_key, provider_id, provider_key_id, provider_wrapped_key, provider_item_access, checklist_hidden,
          follows_baseline, limit_collection_creation, limit_collection_deletion, limit_item_deletion,
          allow_admin_access_to_all, revision_date, used, confirmed_members, confirmed_owners, waiting_members,
          created_at, updated_at
        ) SELECT pg_temp.organization(o), 'Client ' || left(md5(o::text), 6) || ' ' || o, 'billing@bench.test',
          CASE WHEN mod(o, 3) = 0 THEN 'teams' ELSE 'enterprise' END,
          CASE WHEN o <= %(clients)s THEN 2 ELSE 1 END, true, false, greatest(2 * members + 2000, 100), 5, %(public_key)s,
          %(encstring)s, CASE WHEN o <= %(clients)s THEN pg_temp.row_id(7, 0, 1) END,
          CASE WHEN o <= %(clients)s THEN pg_temp.row_id(7, 0, 2) END,
          CASE WHEN o <= %(clients)s THEN %(encstring)s END, 'full', false, false, false, false, false, true, now(),
          0, 0, 0, 0, now(), now()
        FROM bench_place""",
    "people": USER_COLUMNS + """(
          SELECT pg_temp.person(o, m) AS id, 'member-' || m || '@org-' || o || '.bench.test' AS email
          FROM bench_place, LATERAL generate_series(1, members) AS m
        ) AS person""",
    "people who are measured": USER_COLUMNS + MEASURED,
    "staff, and who is everywhere": USER_COLUMNS + f"""(VALUES
          (pg_temp.person(0, {STAFF}), 'staff@bench.test'), (pg_temp.person(0, {EVERYWHERE}), 'everywhere@bench.test')
        ) AS person(id, email)""",
    "members": MEMBER_COLUMNS + """(
          SELECT pg_temp.member(o, m) AS id, pg_temp.organization(o) AS organization_id,
            pg_temp.person(o, m) AS user_id, CASE m WHEN 1 THEN 0 ELSE 2 END AS role
          FROM bench_place, LATERAL generate_series(1, members) AS m
        ) AS member""",
    "members who are measured": MEMBER_COLUMNS + """(
          SELECT pg_temp.member(0, n) AS id, pg_temp.organization(1) AS organization_id,
            pg_temp.person(0, n) AS user_id, 2 AS role FROM bench_person
        ) AS member""",
    "memberships of who is everywhere": MEMBER_COLUMNS + f"""(
          SELECT pg_temp.row_id(8, o, 0) AS id, pg_temp.organization(o) AS organization_id,
            pg_temp.person(0, {EVERYWHERE}) AS user_id, 2 AS role
          FROM bench_place ORDER BY o DESC LIMIT %(places)s
        ) AS member""",
    "staff of the provider": f"""
        INSERT INTO providers_providermember (id, provider_id, user_id, role, status, created_at, updated_at)
        SELECT pg_temp.row_id(7, 0, 3), pg_temp.row_id(7, 0, 1), pg_temp.person(0, {STAFF}), 0, 2, now(), now()""",
    "their share of its key": """
        INSERT INTO providers_providerkeyshare (id, key_id, member_id, wrapped_key, created_at, updated_at)
        SELECT pg_temp.row_id(7, 0, 4), pg_temp.row_id(7, 0, 2), pg_temp.row_id(7, 0, 3), %(sealed)s, now(), now()""",
    "groups": f"""
        CREATE TEMP TABLE bench_group AS
        SELECT (row_number() OVER ())::int + (SELECT coalesce(max(id), 0) FROM auth_group) AS id, o, n FROM (
          SELECT o, {GROUP_NUMBER} AS n FROM bench_place, generate_series(1, %(other_groups)s) AS g
          UNION ALL SELECT 1, g FROM bench_person p, LATERAL generate_series(2 * p.n - 1, 2 * p.n) AS g
        ) AS groups;
        CREATE UNIQUE INDEX ON bench_group (o, n);
        INSERT INTO auth_group (id, name) SELECT id, o || '/' || n FROM bench_group;
        INSERT INTO organizations_group (id, organization_id, auth_group_id, name, created_at, updated_at)
        SELECT pg_temp.row_id(6, o, n), pg_temp.organization(o), id, 'Group ' || n, now(), now() FROM bench_group;
        SELECT setval('auth_group_id_seq', greatest(last_value, (SELECT max(id) FROM auth_group))) FROM auth_group_id_seq""",
    "people in groups": """
        INSERT INTO accounts_user_groups (user_id, group_id)
        SELECT pg_temp.person(o, m), g.id
        FROM bench_place JOIN bench_group g USING (o), LATERAL generate_series(1, members) AS m
        WHERE mod(m, %(other_groups)s) + 1 = g.n - CASE WHEN o = 1 THEN 2 * (SELECT count(*) FROM bench_person) ELSE 0 END
        UNION ALL SELECT pg_temp.person(0, p.n), g.id
        FROM bench_person p JOIN bench_group g ON g.o = 1 AND g.n IN (2 * p.n - 1, 2 * p.n)""",
    "collections": """
        INSERT INTO vault_collection (id, organization_id, name, type, revision_date, created_at, updated_at)
        SELECT pg_temp.collection(o, c), pg_temp.organization(o), %(encstring)s, 0, now(), now(), now()
        FROM bench_place, LATERAL generate_series(1, collections) AS c""",
    "grants of members": GRANT_COLUMNS + f"""pg_temp.organization(o), pg_temp.person(o, m), %(edit)s,
          pg_temp.collection(o, 1 + mod(7 * m + step, collections)), pg_temp.member(o, m)
        FROM bench_place, LATERAL generate_series(2, members) AS m, {OF_MEMBER}""",
    # Into the first collection see many, into the others few.
    "grants of owners, and of many": GRANT_COLUMNS + """
          pg_temp.organization(o), pg_temp.person(o, m), %(manage)s, pg_temp.collection(o, 1), pg_temp.member(o, m)
        FROM bench_place, LATERAL generate_series(1, CASE o WHEN 2 THEN least(members, 1000) ELSE 1 END) AS m
        WHERE o <= 2 OR m = 1 ON CONFLICT DO NOTHING""",
    "grants of owners": GRANT_COLUMNS + """
          pg_temp.organization(o), pg_temp.person(o, 1), %(manage)s, pg_temp.collection(o, 2), pg_temp.member(o, 1)
        FROM bench_place""",
    "grants of who is everywhere": GRANT_COLUMNS + f"""
          pg_temp.organization(o), pg_temp.person(0, {EVERYWHERE}), %(view)s, pg_temp.collection(o, 1), pg_temp.row_id(8, o, 0)
        FROM (SELECT o FROM bench_place ORDER BY o DESC LIMIT %(places)s) AS place""",
    # The first half of a measured person's collections directly, the other by two groups in turn.
    "grants of who is measured": GRANT_COLUMNS + """
          pg_temp.organization(1), pg_temp.person(0, n), %(edit)s, pg_temp.collection(1, c), pg_temp.member(0, n)
        FROM bench_person, LATERAL generate_series(1, shared / 2) AS c""",
    "grants of their groups": GROUP_GRANT_COLUMNS + """pg_temp.organization(1), g.id, %(edit)s, pg_temp.collection(1, c)
        FROM bench_person p, LATERAL generate_series(shared / 2 + 1, shared) AS c
        JOIN bench_group g ON g.o = 1 WHERE g.n = 2 * p.n - mod(c, 2)""",
    "grants of groups": GROUP_GRANT_COLUMNS + """pg_temp.organization(o), g.id, %(view)s,
          pg_temp.collection(o, 1 + mod(2 * g.n + k, collections))
        FROM bench_place JOIN bench_group g USING (o), generate_series(1, 4) AS k
        WHERE o > 1 OR g.n > 2 * (SELECT count(*) FROM bench_person)""",
    "items": """
        INSERT INTO vault_cipher (id, tenant_id, organization_id, type, reprompt, body, created_at, updated_at, revision_date)
        SELECT id, pg_temp.organization(o), pg_temp.organization(o), 1, 0, b.body, now(), now(), now()
        FROM (
          SELECT pg_temp.item(o, i) AS id, o, i FROM bench_place, LATERAL generate_series(1, items) AS i ORDER BY 1
        ) AS item JOIN bench_body b ON b.n = mod(o * 31 + i, (SELECT count(*) FROM bench_body)::int)""",
    "items of people": """
        INSERT INTO vault_cipher (id, tenant_id, user_id, type, reprompt, body, created_at, updated_at, revision_date)
        SELECT pg_temp.row_id(9, p.n, i), pg_temp.person(0, p.n), pg_temp.person(0, p.n), 1, 0, b.body, now(), now(), now()
        FROM bench_person p, LATERAL generate_series(1, own) AS i
        JOIN bench_body b ON b.n = mod(i, (SELECT count(*) FROM bench_body)::int)""",
    "items in collections": f"""
        INSERT INTO vault_ciphercollection (cipher_id, organization_id, collection_id)
        SELECT pg_temp.item(o, i), pg_temp.organization(o), pg_temp.collection(o, first) FROM {SPREAD}
        UNION ALL
        SELECT pg_temp.item(o, i), pg_temp.organization(o), pg_temp.collection(o, 1 + mod(first, collections))
        FROM {SPREAD} WHERE o > 1 AND mod(i, 7) = 0""",
    "folders": """
        INSERT INTO vault_folder (id, user_id, name, revision_date, created_at, updated_at)
        SELECT pg_temp.row_id(10, n, f), pg_temp.person(0, n), %(encstring)s, now(), now(), now()
        FROM bench_person, generate_series(1, 10) AS f""",
    "items in folders, and favorites": """
        INSERT INTO vault_cipheruserstate (user_id, cipher_id, folder_id, favorite)
        SELECT pg_temp.person(0, n), pg_temp.item(1, i),
          CASE WHEN mod(i, 20) < 2 THEN pg_temp.row_id(10, n, 1 + mod(i, 10)) END, mod(i, 20) = 2
        FROM bench_person, LATERAL generate_series(1, shared) AS c,
          LATERAL generate_series(c - 1, %(items)s, %(collections)s) AS i
        WHERE i > 0 AND mod(i, 20) < 3""",
    "counts of members": """
        UPDATE organizations_organization o SET used = d.all_of_them, confirmed_members = d.all_of_them, confirmed_owners = d.owners
        FROM (
          SELECT organization_id, count(*) AS all_of_them, count(*) FILTER (WHERE role = 0) AS owners
          FROM organizations_organizationmember GROUP BY 1
        ) AS d WHERE o.id = d.organization_id""",
    "events": """
        INSERT INTO events_event (id, date, type, organization_id, acting_user_id, cipher_id, device_type, ip_address)
        SELECT pg_temp.row_id(11, 0, n), now() - make_interval(secs => (%(events)s - n) * 31536000.0 / %(events)s),
          (ARRAY[1107, 1107, 1107, 1101, 1103, 1108, 1115, 1111])[1 + mod(n, 8)], pg_temp.organization(o),
          pg_temp.person(o, 1), pg_temp.item(o, 1 + mod(n, 8)), 9, '192.0.2.1'
        FROM (
          SELECT n, CASE WHEN mod(n, 6) = 0 THEN least(2, %(organizations)s)
            ELSE 1 + mod(hashint4(n) & 1073741823, %(organizations)s) END AS o
          FROM generate_series(1, %(events)s) AS n
        ) AS event""",
}  # fmt: skip
