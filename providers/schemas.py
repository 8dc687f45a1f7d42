from provider_portal.schemas import SealedKey, WireSchema


class SetUpProvider(WireSchema):
    """What the set-up page sends: the form's fields, and the new key sealed to the person's own public key.

    The link's token is here and not in the address, which a log may keep while the token is good.
    """

    token: str
    details: dict[str, str]
    key: SealedKey
