"""The account in the protocol's JSON: in the token answer and in sync. Source: `spec/api.md` 3.2 and 5."""

from accounts import login_passkeys, two_step
from accounts.rules import rules
from accounts.two_step import Kind


def account_keys(user):
    """Return the wrapped key pair; its inner names are exact wherever it stands."""
    return {
        "publicKeyEncryptionKeyPair": {
            "wrappedPrivateKey": user.wrapped_private_key,
            "publicKey": user.public_key,
            "signedPublicKey": None,
            "object": "publicKeyEncryptionKeyPair",
        },
        "signatureKeyPair": None,
        "securityState": None,
        "object": "privateKeys",
    }


def prelogin_document(settings, email):
    """Return the derivation settings twice: flat for older clients."""
    return {
        "kdf": settings["type"],
        "kdfIterations": settings["iterations"],
        "kdfMemory": settings["memory"],
        "kdfParallelism": settings["parallelism"],
        "kdfSettings": {
            "kdfType": settings["type"],
            "iterations": settings["iterations"],
            "memory": settings["memory"],
            "parallelism": settings["parallelism"],
        },
        "salt": email,
    }


def master_password_unlock(user):
    return {
        "kdf": {
            "kdfType": user.kdf,
            "iterations": user.kdf_iterations,
            "memory": user.kdf_memory,
            "parallelism": user.kdf_parallelism,
        },
        "masterKeyEncryptedUserKey": user.wrapped_user_key,
        "masterKeyWrappedUserKey": user.wrapped_user_key,
        "salt": user.kdf_salt,
    }


def pascal(document):
    """Return the document with PascalCase names, which the token answer has and Android reads."""
    if not isinstance(document, dict):
        return document
    return {name[0].upper() + name[1:]: pascal(value) for name, value in document.items()}


def password_policy(user):
    """Return what the master password has to be like; clients look whether the one just typed in is."""
    return {"Object": "masterPasswordPolicy", **pascal(rules.master_password(user) or {})}


def passkey_option(keys):
    """Return what opens the vault by the passkey that was logged in with; nothing where it opens none."""
    return {"WebAuthnPrfOption": pascal(keys)} if keys else {}


def token_members(user, passkey_keys=None):
    """Return what the token answer of a log-in says of the account."""
    return {
        "Key": user.wrapped_user_key,
        "PrivateKey": user.wrapped_private_key,
        "AccountKeys": account_keys(user),
        "Kdf": user.kdf,
        "KdfIterations": user.kdf_iterations,
        "KdfMemory": user.kdf_memory,
        "KdfParallelism": user.kdf_parallelism,
        "ResetMasterPassword": False,
        "ForcePasswordReset": user.force_password_reset,
        "MasterPasswordPolicy": password_policy(user),
        "UserDecryptionOptions": {
            "Object": "userDecryptionOptions",
            "HasMasterPassword": True,
            "MasterPasswordUnlock": pascal(master_password_unlock(user)),
            **passkey_option(passkey_keys),
        },
    }


def second_step_document(user):
    """Return the answer that asks for a second step; clients choose among the providers themselves."""
    offers = two_step.offers(user)
    details = {Kind.WEBAUTHN: offers.get("passkeys"), Kind.EMAIL: {"Email": offers.get("email")}}
    return {
        "error": "invalid_grant",
        "error_description": "Two factor required.",
        "TwoFactorProviders": [str(kind) for kind in offers["kinds"]],
        "TwoFactorProviders2": {str(kind): details.get(kind) for kind in offers["kinds"]},
        "Email": user.email,
        "MasterPasswordPolicy": {"Object": "masterPasswordPolicy"},
    }


def profile_document(user, *, two_step_enabled=None):
    """Return the person's profile without what they belong to; `two_step_enabled` is looked up where it is None."""
    if two_step_enabled is None:
        two_step_enabled = bool(two_step.methods_of(user))
    return {
        "object": "profile",
        "id": user.pk,
        "name": user.name,
        "email": user.email,
        "emailVerified": user.email_verified,
        "premium": True,
        "premiumFromOrganization": False,
        "masterPasswordHint": user.password_hint or None,
        "culture": user.culture,
        "twoFactorEnabled": two_step_enabled,
        "key": user.wrapped_user_key,
        "privateKey": user.wrapped_private_key,
        "accountKeys": account_keys(user),
        "securityStamp": user.security_stamp,
        "forcePasswordReset": user.force_password_reset,
        "usesKeyConnector": False,
        "avatarColor": user.avatar_color,
        "creationDate": user.created_at,
        "verifyDevices": False,
    }


def user_decryption(user, *, passkeys=()):
    """Return what opens the vault: the master password and those of the person's `passkeys`."""
    return {
        "masterPasswordUnlock": master_password_unlock(user),
        "webAuthnPrfOptions": [login_passkeys.keys_of(passkey) for passkey in passkeys] or None,
        "v2UpgradeToken": None,
        "userKeyId": user.user_key_id,
    }


def domains_document(user):
    return {"object": "domains", "equivalentDomains": user.equivalent_domains, "globalEquivalentDomains": []}
