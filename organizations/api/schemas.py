"""What the protocol's clients send of policies. Source: `spec/api.md` 10.5."""

from pydantic import model_validator

from provider_portal.schemas import WireSchema


class PolicyState(WireSchema):
    enabled: bool
    data: dict | list | None = None


class PolicyRequest(WireSchema):
    """A policy as clients of today send it, inside of `policy`, or as older ones do, plainly."""

    policy: PolicyState

    @model_validator(mode="before")
    @classmethod
    def from_older(cls, body):
        if isinstance(body, dict) and "policy" not in body and "Policy" not in body:
            return {"policy": body}
        return body
