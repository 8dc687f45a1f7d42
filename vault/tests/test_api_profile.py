def test_the_profile_is_that_of_sync(api, provider_admin, member):
    for person in (provider_admin, member):
        assert api(person).get("accounts/profile").json() == api(person).sync()["profile"]
