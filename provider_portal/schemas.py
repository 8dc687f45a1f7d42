"""What every JSON body shares: the protocol's spelling, and the shapes of what is encrypted."""

from typing import Annotated

from pydantic import AliasChoices, AliasGenerator, BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel, to_pascal

from provider_portal import encstring

# Any EncString that has no limit of its own; an item as a whole has one.
LONGEST = 500_000
# Postgres keeps no zero in a text.
STORABLE = r"^[^\x00]*$"


class WireSchema(BaseModel):
    """A JSON body in camelCase, or PascalCase as old clients write; unknown members are ignored."""

    model_config = ConfigDict(
        alias_generator=AliasGenerator(
            validation_alias=lambda name: AliasChoices(to_camel(name), to_pascal(name), name),
            serialization_alias=to_camel,
        ),
        extra="ignore",
    )


def encrypted(max_length):
    """Return the type of an EncString of type 2 of at most `max_length` characters."""
    return Annotated[str, StringConstraints(pattern=f"^{encstring.SYMMETRIC}$", max_length=max_length)]


EncString = encrypted(LONGEST)
EncryptedName = encrypted(encstring.NAME_LENGTH)
SealedKey = Annotated[str, StringConstraints(pattern=f"^{encstring.SEALED}$", max_length=400)]
PublicKey = Annotated[str, StringConstraints(pattern=f"^{encstring.PUBLIC_KEY}$", max_length=400)]
