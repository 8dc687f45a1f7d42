from provider_portal.schemas import SealedKey, WireSchema


class SetUpProvider(WireSchema):
    """What the set-up page sends: the form's fields, and the new key sealed to the person's own public key."""

    details: dict[str, str]
    key: SealedKey
