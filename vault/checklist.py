"""What is left to do after a client was created, in the recommended order (features 3.2): read from what is there."""

from dataclasses import dataclass, replace

from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from organizations.models import Organization, OrganizationMember
from vault.models import Cipher, Collection

Role = OrganizationMember.Role


@dataclass(frozen=True)
class Step:
    name: str
    label: object
    text: object
    route: str
    done: bool = False


STEPS = (
    Step("owner", _("Confirm the owner"), _("Somebody at the client who runs it on their side."), "vault:member_list"),
    Step(
        "collections",
        _("Make collections"),
        _("By department or by function: what people share is sorted into these."),
        "vault:organization_vault",
    ),
    Step("items", _("Import items"), _("From the password manager the client had, or typed in."), "vault:import_items"),
    Step(
        "policies",
        _("Set policies"),
        _("Before people come, so that nobody is surprised."),
        "organizations:policy_list",
    ),
    Step("groups", _("Make groups"), _("Who works together gets the same collections."), "vault:group_list"),
    Step("people", _("Invite people"), _("Everybody else who is to share items."), "vault:invite_member"),
)


class Checklist:
    def __init__(self, organization, user):
        self.organization = organization
        state, left_out = self.state(), self.left_out(user)
        self.steps = [replace(step, done=state[step.name]) for step in STEPS if step.name not in left_out]

    def left_out(self, user):
        """Return the steps that the plan does not know, or that the client keeps to itself."""
        features = self.organization.features
        offered = {
            "policies": features.policies,
            "groups": features.groups,
            "items": user.has_perm(Permission.ITEMS_IMPORT, self.organization),
        }
        return {name for name, is_offered in offered.items() if not is_offered}

    def state(self):
        """Return {step: whether it is done}, in one statement."""
        organization = self.organization
        members = organization.members.order_by()
        rows = {
            "owner": members.confirmed().filter(role=Role.OWNER),
            # The first one is there from the beginning.
            "collections": Collection.objects.filter(organization=organization, type=Collection.Type.SHARED)[1:2],
            "items": Cipher.objects.filter(tenant_id=organization.pk),
            "policies": organization.policies.filter(enabled=True),
            "groups": organization.groups.all(),
            "people": members.occupying_a_seat().exclude(role=Role.OWNER),
        }
        # Named so that none is the name of a field.
        done = {f"{name}_done": Exists(found) for name, found in rows.items()}
        row = Organization.objects.filter(pk=organization.pk).values(**done).get()
        return {name: row[f"{name}_done"] for name in rows}

    @property
    def done(self):
        return sum(step.done for step in self.steps)

    @property
    def next(self):
        """Return the first step that is not done; None where all are."""
        return next((step for step in self.steps if not step.done), None)


def checklist_of(organization, user):
    """Return the checklist for the provider's staff, until they hide it; None for everybody else."""
    if organization.checklist_hidden or not organization.acts_as_provider(user):
        return None
    return Checklist(organization, user)
